"""Every address that a participant's phone may ask for."""

from collections.abc import Callable

from starlette.routing import BaseRoute, Route

from workbench.phone import form_pages, joining, mine, room_pages, step_pages
from workbench.phone.assets import serve_asset
from workbench.phone.desk import SECONDS_KEPT, Desk
from workbench.phone.door import Answer, Doors
from workbench.storage import Store

ME = "/r/{code}/{token}"
# What is asked most comes first, because addresses are compared in this order.
GETS: dict[str, Answer] = {
    f"{ME}/s/{{step}}": step_pages.step_page,
    ME: room_pages.home,
    "/join": joining.ask_for_code,
    "/join/{code}": joining.join_page,
    "/r/{code}": joining.find_by_cookie,
    f"{ME}/welcome": joining.welcome,
    f"{ME}/f/{{form}}": form_pages.form_page,
    f"{ME}/mine": mine.mine,
}
POSTS: dict[str, Answer] = {
    f"{ME}/s/{{step}}": step_pages.send_step,
    "/join/{code}": joining.join,
    "/join/{code}/back": joining.come_back,
    f"{ME}/f/{{form}}": form_pages.send_form,
    f"{ME}/withdraw": mine.withdraw,
}


def phone_routes(
    open_store: Callable[[], Store], seconds_kept: float = SECONDS_KEPT
) -> list[BaseRoute]:
    """The routes, on a store that is opened when the first phone asks."""
    doors = Doors(Desk(open_store, seconds_kept))
    state = doors(room_pages.state, room_pages.state_at_hand)
    routes: list[BaseRoute] = [Route(f"{ME}/state", state)]
    routes += [Route(path, doors(answer), methods=["GET"]) for path, answer in GETS.items()]
    routes += [Route(path, doors(answer), methods=["POST"]) for path, answer in POSTS.items()]
    routes.append(Route("/phone/{name}", serve_asset))
    return routes
