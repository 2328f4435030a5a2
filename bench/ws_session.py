"""One simulated browser tab: a websocket that speaks the framework's own protocol.

The server does all its real work; nothing is drawn. A time runs from sending a click to receiving
the end of the script run, so it leaves out the browser's drawing.
"""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.AppPage_pb2 import AppPage
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Navigation_pb2 import Navigation
from streamlit.proto.NewSession_pb2 import NewSession
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

THIS_MACHINE = {"127.0.0.1", "localhost", "::1"}
SECONDS_TO_ANSWER = 60.0


@dataclass
class Session:
    """One tab on one page of a server on this machine, and what the server sent to it.

    `page` is the page's path in the URL and `query` what follows the question mark. Widgets are
    found by their `key=`. `errors` holds the text of every failure that the page showed, `said` its
    headings and paragraphs. `repeating` are the parts of the page that look again by themselves,
    with their seconds. `source` is the address that the tab connects from, `headers` what it sends
    besides. `seconds_to_figure` runs from the last click to the first figure, 0 without one.
    """

    server: str
    page: str = ""
    query: str = ""
    cookie: str = ""
    source: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    widgets: dict[str, Any] = field(default_factory=dict)
    values: dict[str, WidgetState] = field(default_factory=dict)
    pages: list[AppPage] = field(default_factory=list)
    welcome: NewSession | None = None
    title: str = ""
    navigation_is_hidden: bool = False
    page_hash: str = ""
    errors: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    repeating: dict[str, float] = field(default_factory=dict)
    clicked: float = 0.0
    seconds_to_figure: float = 0.0
    bytes_in: int = 0
    socket: ClientConnection | None = None

    def __post_init__(self) -> None:
        """Refuse a server that is not this machine."""
        if urlsplit(self.server).hostname not in THIS_MACHINE:
            raise ValueError(f"server is {self.server!r}; only this machine is accepted")

    async def open(self) -> float:
        """Connect and run the page once; return the seconds until it was complete."""
        start = time.perf_counter()
        self.socket = await connect(
            self.server.replace("http", "ws", 1) + "/_stcore/stream",
            subprotocols=[Subprotocol("streamlit"), Subprotocol("no-xsrf-token")],
            additional_headers={**self.headers, **({"Cookie": self.cookie} if self.cookie else {})},
            local_addr=(self.source, 0) if self.source else None,
            compression=None,
            max_size=None,
            open_timeout=SECONDS_TO_ANSWER,
        )
        await self.rerun()
        return time.perf_counter() - start

    async def move(self, key: str, value: float) -> float:
        """Move this slider or number input; return the seconds until the page was complete."""
        widget = self.widget(key)
        state = WidgetState(id=widget.id)
        if widget.DESCRIPTOR.name == "Slider":
            state.double_array_value.data.append(value)
        else:
            state.double_value = value
        self.values[state.id] = state
        return await self.change()

    async def press(self, key: str) -> float:
        """Press the button with this key; return the seconds until the page was complete."""
        return await self.change(WidgetState(id=self.widget(key).id, trigger_value=True))

    async def go(self, path: str) -> float:
        """Follow the navigation to another page; return the seconds until it was complete."""
        hashes = {page.url_pathname: page.page_script_hash for page in self.pages}
        if path not in hashes:
            raise ValueError(f"no page is at {path!r}; there are {sorted(hashes)}")
        self.page_hash = hashes[path]
        self.page, self.query = path, ""
        self.widgets.clear()
        self.values.clear()
        return await self.change()

    async def look_again(self) -> float:
        """Run the repeating parts as the browser does at every tick; return the seconds it took."""
        start = time.perf_counter()
        self.said.clear()
        for fragment in list(self.repeating):
            await self.rerun(fragment=fragment)
        return time.perf_counter() - start

    async def close(self) -> None:
        """Leave, as a closed tab does."""
        if self.socket is not None:
            await self.socket.close()

    def widget(self, key: str) -> Any:
        """Give what the server sent of the widget with this key."""
        if key not in self.widgets:
            raise ValueError(f"no widget has the key {key!r}; the page has {sorted(self.widgets)}")
        return self.widgets[key]

    async def change(self, *pressed: WidgetState) -> float:
        """Run the page again; return the seconds until it was complete."""
        start = time.perf_counter()
        await self.rerun(pressed)
        return time.perf_counter() - start

    async def rerun(self, pressed: Sequence[WidgetState] = (), fragment: str = "") -> None:
        """Send every widget's value as the browser does, and read until the run has ended."""
        assert self.socket is not None, "open the session first"
        message = BackMsg()
        client = message.rerun_script
        client.query_string = self.query
        client.fragment_id = fragment
        client.is_auto_rerun = bool(fragment)
        if self.page_hash:
            client.page_script_hash = self.page_hash
        else:
            client.page_name = self.page
        client.context_info.timezone = "Europe/London"
        client.context_info.locale = "en-GB"
        client.context_info.url = f"{self.server}/{self.page}"
        client.context_info.color_scheme = "light"
        client.widget_states.widgets.extend([*self.values.values(), *pressed])
        self.clicked, self.seconds_to_figure = time.perf_counter(), 0.0
        await self.socket.send(message.SerializeToString())
        async with asyncio.timeout(SECONDS_TO_ANSWER):
            while not self.note(await self.socket.recv(decode=False)):
                pass

    def note(self, frame: bytes) -> bool:
        """Keep what one frame says; True when it ends a script run."""
        self.bytes_in += len(frame)
        message = ForwardMsg.FromString(frame)
        kind = message.WhichOneof("type")
        if kind == "new_session":
            self.welcome = message.new_session
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash
            self.pages = list(message.navigation.app_pages)
            self.navigation_is_hidden = message.navigation.position == Navigation.HIDDEN
        elif kind == "auto_rerun":
            self.repeating[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "page_config_changed":
            self.title = message.page_config_changed.title or self.title
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            self.note_element(message.delta.new_element)
        elif kind == "script_finished":
            return bool(message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN)
        return False

    def note_element(self, element: Any) -> None:
        """Keep a widget by its key, and what a failure says."""
        name = element.WhichOneof("type") or ""
        body: Any = getattr(element, name, None)
        if name == "exception":
            self.errors.append(body.message)
        elif name == "alert" and body.format == body.ERROR:
            self.errors.append(body.body)
        elif name == "metric" and not self.seconds_to_figure:
            self.seconds_to_figure = time.perf_counter() - self.clicked
        elif name in ("heading", "markdown"):
            self.said.append(body.body)
        elif getattr(body, "id", "").count("-") >= 2:
            self.widgets[body.id.split("-", 2)[2]] = body


async def visit(server: str, page: str = "", query: str = "", cookie: str = "") -> Session:
    """Open one page in a tab of its own, close the tab, and give what was seen."""
    session = Session(server, page, query, cookie)
    await session.open()
    await session.close()
    return session
