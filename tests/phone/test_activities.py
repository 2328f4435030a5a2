"""Every activity on a phone, without scripts: what is sent is what is stored and shown again."""

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.phone.made import WORDS, counted, joined, opened, person_of
from tests.phone.phone import Page, Phone
from workbench.storage import Store
from workbench.strategy.changes import Change, Decision
from workbench.voices.activities.material import in_own_order
from workbench.workshop.agenda import Activity, Step
from workbench.workshop.workshop import Workshop

NewPhone = Callable[..., Phone]
TITLES = ("Decide up to 50 euros", "Call back in an hour", "One number", "Fewer scripts")


def step(activity: Activity, budget: int | None = None) -> Step:
    return Step(id="now", title="Now", activity=activity, budget=budget)


@pytest.fixture
def changes(kept: Store, workshop: Workshop) -> dict[str, str]:
    """Changes of the workshop: their titles by id."""
    for number, title in enumerate(TITLES):
        change = Change(id=f"c{number}", title=title, made_at=datetime.now(UTC))
        kept.changes.save(workshop.id, change)
    return {f"c{number}": title for number, title in enumerate(TITLES)}


def stored(kept: Store, workshop: Workshop) -> dict[str, dict[str, object]]:
    """What counts: item and value, by form."""
    return {
        sent.form: {answer.item: answer.value for answer in sent.answers}
        for sent in counted(kept, workshop)
    }


def card_on(page: Page) -> str:
    return dict(page.form().pairs)["card"]


def test_approve(kept: Store, workshop: Workshop, phone: Phone, changes: dict[str, str]) -> None:
    opened(kept, workshop, step(Activity.APPROVE, budget=2))
    home = joined(phone, workshop)
    page = phone.get(home)
    assert set(page.form().offered["approve"]) == changes.keys()

    too_many = phone.send(page, approve=["c0", "c1", "c2"])
    assert too_many.status == 422
    assert "up to 2 different ones" in too_many.text
    assert [value for name, value in too_many.form().pairs if name == "approve"] == [
        "c0",
        "c1",
        "c2",
    ]

    assert phone.send(too_many, approve=["c0", "c2"]).is_saved
    assert stored(kept, workshop) == {"step:now": {"c0": 1, "c2": 1}}
    again = phone.get(home).form()
    assert [value for name, value in again.pairs if name == "approve"] == ["c0", "c2"]


def test_quadratic(kept: Store, workshop: Workshop, phone: Phone, changes: dict[str, str]) -> None:
    opened(kept, workshop, step(Activity.QUADRATIC, budget=25))
    home = joined(phone, workshop)
    page = phone.get(home)
    offered = page.form().offered["votes.c0"]
    assert [int(each) for each in offered] == list(range(5, -6, -1))
    assert "The next vote costs 1" in page.text

    too_dear = phone.send(page, votes__c0="4", votes__c1="-4")
    assert too_dear.status == 422
    assert "They cost 32 credits and you have 25" in too_dear.text
    assert "The next vote costs 9" in too_dear.text  # 2 x 4 + 1
    assert ("votes.c1", "-4") in too_dear.form().pairs

    assert phone.send(too_dear, votes__c1="-3").is_saved
    assert stored(kept, workshop) == {"step:now": {"c0": 4, "c1": -3, "c2": 0, "c3": 0}}
    again = phone.get(home)
    assert {("votes.c0", "4"), ("votes.c1", "-3")} <= set(again.form().pairs)
    assert "25 of 25 credits spent" in again.text
    assert changes["c1"] in phone.get(f"{home}/mine").text
    assert "−3 votes" in phone.get(f"{home}/mine").text


def test_effort_and_impact_card_by_card(
    kept: Store, workshop: Workshop, phone: Phone, changes: dict[str, str]
) -> None:
    opened(kept, workshop, step(Activity.EFFORT_IMPACT))
    home = joined(phone, workshop)
    page = phone.get(home)
    seen = []
    while "card" in dict(page.forms[0].pairs if page.forms else []):
        seen.append(card_on(page))
        page = phone.send(page, effort="2", impact="5")
        assert page.is_saved

    person = person_of(kept, workshop, home)
    material = kept.materials.of(workshop.id, step(Activity.EFFORT_IMPACT))
    assert seen == [card.id for card in in_own_order(material.cards, person.id, "now")]
    assert set(seen) == changes.keys()
    assert "You have answered all 4" in page.text
    assert stored(kept, workshop)["step:now/c0"] == {"effort": 2, "impact": 5}

    back = phone.get(f"{home}/s/now?card=c0")
    assert {("effort", "2"), ("impact", "5")} <= set(back.form().pairs)
    assert phone.send(back, effort="4").is_saved
    assert stored(kept, workshop)["step:now/c0"] == {"effort": 4, "impact": 5}


def test_a_card_can_wait(
    kept: Store, workshop: Workshop, phone: Phone, changes: dict[str, str]
) -> None:
    opened(kept, workshop, step(Activity.EFFORT_IMPACT))
    page = phone.get(joined(phone, workshop))

    (later,) = [link for link in page.links if "?card=" in link]
    other = phone.get(later)

    assert card_on(other) != card_on(page)
    assert {card_on(other), card_on(page)} <= changes.keys()


def test_pairwise(kept: Store, workshop: Workshop, phone: Phone, changes: dict[str, str]) -> None:
    opened(kept, workshop, step(Activity.PAIRWISE, budget=3))
    page = phone.get(joined(phone, workshop))
    pairs = []
    for winner in ("a", "b", "neither"):
        pairs.append(card_on(page))
        assert card_on(phone.get(page.path.split("?")[0])) == pairs[-1]  # a reload shows the same
        page = phone.send(page, winner=winner)
        assert page.is_saved

    assert not page.forms
    assert [stored(kept, workshop)[f"step:now/{pair}"]["winner"] for pair in pairs] == [
        "a",
        "b",
        "neither",
    ]
    assert len({frozenset(pair.split("~")) for pair in pairs}) == 3
    assert all(set(pair.split("~")) <= changes.keys() for pair in pairs)


def test_stances_in_another_order_for_each_and_one_that_is_gone(
    kept: Store, workshop: Workshop, phone: Phone, new_phone: NewPhone
) -> None:
    opened(kept, workshop, WORDS, step(Activity.STANCES))
    for number in range(6):
        kept.statements.add(workshop.id, "words", f"Statement number {number}")
    kept.rooms.advance(workshop.id)
    first = phone.get(joined(phone, workshop))
    orders = {card_on(first)}
    for _ in range(8):
        other = new_phone()
        orders.add(card_on(other.get(joined(other, workshop))))
    assert len(orders) > 1
    assert "0 of 6 answered" in first.text

    second = phone.send(first, stance="disagree")

    assert second.is_saved
    assert "1 of 6 answered" in second.text
    assert stored(kept, workshop)[f"step:now/{card_on(first)}"] == {"stance": "disagree"}
    assert card_on(second) != card_on(first)
    kept.statements.hold(workshop.id, [card_on(second)])
    gone = phone.send(second, stance="agree")
    assert gone.status == 422
    assert "not here any more" in gone.text
    assert len(counted(kept, workshop)) == 1


def test_what_was_written_comes_to_the_vote_by_itself_where_nobody_moderates(
    kept: Store, workshop: Workshop, phone: Phone, new_phone: NewPhone
) -> None:
    opened(kept, workshop, WORDS, step(Activity.STANCES))
    kept.statements.set_moderated(workshop.id, False)
    for number in range(10):
        writer = new_phone()
        writer.send(writer.get(joined(writer, workshop)), wrong__1=f"Thought number {number}")
        if number == 8:
            kept.rooms.advance(workshop.id)
            assert "nothing here yet" in phone.get(joined(phone, workshop)).text
            kept.rooms.back(workshop.id)
    kept.rooms.advance(workshop.id)

    assert "0 of 10 answered" in phone.get(f"/r/{workshop.code}").text


def test_touchpoints(kept: Store, workshop: Workshop, phone: Phone) -> None:
    opened(kept, workshop, step(Activity.TOUCHPOINTS))
    home = joined(phone, workshop)
    page = phone.get(home)
    card = card_on(page)

    assert phone.send(page, satisfaction="1", effort="2", moment="1", words="Cut off").is_saved

    assert stored(kept, workshop)[f"step:now/{card}"] == {
        "satisfaction": 1,
        "effort": 2,
        "moment": 1,
        "words": "Cut off",
    }
    again = phone.get(f"{home}/s/now?card={card}")
    assert {("satisfaction", "1"), ("moment", "1"), ("words", "Cut off")} <= set(again.form().pairs)


@pytest.mark.parametrize("card", ["", "nothing", "c0~c0", "<script>", "x" * 400, "c0/../c1"])
def test_a_card_that_is_none_is_refused(
    kept: Store, workshop: Workshop, phone: Phone, changes: dict[str, str], card: str
) -> None:
    opened(kept, workshop, step(Activity.EFFORT_IMPACT))
    home = joined(phone, workshop)

    page = phone.post(
        f"{home}/s/now", {"key": uuid4().hex, "base": "", "card": card, "effort": "2"}
    )

    assert page.status == 422
    assert "<script>" not in page.html.replace("<script src", "")
    assert counted(kept, workshop) == ()
    assert changes


def test_a_list_that_is_empty_yet_says_so(kept: Store, workshop: Workshop, phone: Phone) -> None:
    for activity in (Activity.APPROVE, Activity.QUADRATIC, Activity.PAIRWISE, Activity.STANCES):
        made = kept.workshops.duplicate(workshop.id, "Copy")
        opened(kept, made, step(activity))
        page = phone.get(joined(phone, made))
        assert page.status == 200
        assert "yet" in page.text


def test_words_that_are_not_shown_are_in_nothing_that_another_phone_gets(
    kept: Store, workshop: Workshop, phone: Phone, new_phone: NewPhone
) -> None:
    secret = "My team leader shouts"
    opened(kept, workshop, WORDS, step(Activity.STANCES), step(Activity.APPROVE, 5).model_copy(
        update={"id": "pick"}
    ))  # fmt: skip
    for number in range(10):
        writer = new_phone()
        writer.send(writer.get(joined(writer, workshop)), wrong__1=f"{secret} {number}")
    kept.changes.save(
        workshop.id, Change(id="c9", title="A change ahead", made_at=datetime.now(UTC))
    )
    home = joined(phone, workshop)
    pages = ("", "/mine", "/welcome", "/state", "/s/words", "/s/now", "/s/pick", "/s/now?card=c9")

    def everything() -> str:
        return "".join(phone.get(home + path).html for path in pages)

    assert "A change ahead" not in everything()
    kept.statements.take_in(workshop.id, WORDS)
    kept.rooms.advance(workshop.id)
    assert secret not in everything()
    assert "A change ahead" not in everything()
    kept.statements.show(workshop.id, [one.id for one in kept.statements.current(workshop.id)])
    assert secret in everything()
    kept.rooms.advance(workshop.id)
    assert "A change ahead" in everything()


def test_own_page_says_what_became_of_ones_words_and_what_was_decided(
    kept: Store, workshop: Workshop, phone: Phone, new_phone: NewPhone
) -> None:
    opened(kept, workshop, WORDS, step(Activity.APPROVE))
    home = joined(phone, workshop)
    phone.send(phone.get(home), wrong__1="Scripts for everything")
    for number in range(9):
        other = new_phone()
        other.send(other.get(joined(other, workshop)), wrong__1=f"Something else {number}")
    kept.statements.take_in(workshop.id, WORDS)
    (mine,) = [one for one in kept.statements.current(workshop.id) if one.text.startswith("Script")]
    assert "has not looked at it yet" in phone.get(f"{home}/mine").text
    kept.statements.show(workshop.id, [mine.id])
    kept.statements.edit(workshop.id, mine.id, "Scripts for every call")
    change = Change(
        id="less",
        title="Fewer scripts",
        statements=(mine.id,),
        decision=Decision.DO,
        answer="From May",
        made_at=datetime.now(UTC),
    )
    kept.changes.save(workshop.id, change)
    before = phone.get(f"{home}/mine").text
    kept.rooms.advance(workshop.id)
    after = phone.get(f"{home}/mine").text

    assert "The room reads: “Scripts for every call”" in before
    assert "Edited by the facilitator" in before
    assert "Fewer scripts" not in before  # the room has not come to its changes
    assert "It led to: Fewer scripts , we do it. “From May”" in after
    assert "Something else" not in after
