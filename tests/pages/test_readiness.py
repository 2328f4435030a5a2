import json
from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.answered import a_workshop, answer, revealed, send, store_of_tests
from workbench.demo.demo_workshop import demo_workshop
from workbench.storage import Store
from workbench.ui.demo import _record
from workbench.voices.instrument import instrument
from workbench.voices.questions import THEME
from workbench.workshop.log import Event
from workbench.workshop.roles import Role
from workbench.workshop.workshop import Workshop

OpenPage = Callable[..., AppTest]
EXECUTIVES = {"systems": [4, 4, 3, 4, 4, 3]}
ADVISORS = {"systems": [2, 2, 3, 2, 1, 2, 3, 2, 2, 2]}
BOTH = {Role.EXECUTIVE: EXECUTIVES, Role.ADVISOR: ADVISORS}


@pytest.fixture
def store() -> Iterator[Store]:
    """The database of the pages."""
    with store_of_tests() as opened:
        yield opened


@pytest.fixture
def readiness(open_page: OpenPage) -> Callable[[Workshop], AppTest]:
    """The page on a workshop, without an error on it."""

    def run(workshop: Workshop) -> AppTest:
        page = open_page("readiness", workshop=workshop.code)
        assert not page.exception
        return page

    return run


def words(page: AppTest) -> str:
    """Everything that is written on the page."""
    texts = (page.title, page.subheader, page.markdown, page.caption, page.html)
    alerts = (page.info, page.success, page.error)
    said = [element.value for elements in (*texts, *alerts) for element in elements]
    said += [f"{metric.label} {metric.value}" for metric in page.metric]
    return "\n".join(said)


def specifications(page: AppTest) -> list[str]:
    """The pictures of the page, as they are sent."""
    return [chart.proto.spec for chart in page.get("vega_lite_chart")]


def alternatives(page: AppTest) -> list[str]:
    return [chart.proto.alt for chart in page.get("vega_lite_chart")]


def payload(page: AppTest) -> list[bytes]:
    """Everything that the page sends to the browser, whatever it is."""
    found = []

    def walk(node: object) -> None:
        proto = getattr(node, "proto", None)
        if proto is not None:
            found.append(proto.SerializeToString(deterministic=True))
        for child in getattr(node, "children", {}).values():
            walk(child)

    walk(page.main)
    return found


def test_without_a_workshop_it_shows_the_way_home(open_page: OpenPage) -> None:
    page = open_page("readiness")
    assert not page.exception
    assert "No workshop is open" in page.info[0].value


def test_before_the_lock_there_is_a_standard_to_agree_and_nothing_of_any_result(
    store: Store, readiness: Callable[[Workshop], AppTest]
) -> None:
    page = readiness(a_workshop(store, BOTH))

    assert page.subheader[0].value == "First, agree the standard"
    assert {given.value for given in page.number_input} == {3.5}
    assert "before anybody has seen a result" in words(page)
    (example,) = specifications(page)
    assert "Example, not your results" in example
    assert not page.metric
    assert not page.tabs


def test_what_is_shown_before_the_reveal_is_the_same_whatever_was_answered(
    store: Store, readiness: Callable[[Workshop], AppTest]
) -> None:
    low = {Role.EXECUTIVE: {"style": [1] * 7}, Role.ADVISOR: {"style": [1] * 7}}
    high = {Role.EXECUTIVE: {"style": [5] * 7}, Role.ADVISOR: {"style": [5] * 7}}
    for lock in (False, True):
        shown = []
        for levels in (low, high):
            workshop = a_workshop(store, levels)
            if lock:
                store.workshops.lock_standard(workshop.id)
            page = readiness(workshop)
            shown.append(words(page) + "".join(specifications(page)))
        assert shown[0] == shown[1]


def test_the_standard_is_set_for_all_or_for_one_and_then_locked(
    store: Store, readiness: Callable[[Workshop], AppTest]
) -> None:
    workshop = a_workshop(store)
    page = readiness(workshop)

    page.number_input(key=f"standard_{workshop.code}").set_value(3.0).run()
    page.number_input(key=f"standard_{workshop.code}_systems").set_value(4.2)
    page.button(key="lock_standard").click().run()

    assert not page.exception
    assert "The standard is locked" in page.success[0].value
    assert page.subheader[0].value == "Who has answered"
    locked = store.workshops.find(workshop.id)
    assert locked is not None
    assert locked.requisite["systems"] == 4.2
    assert {s for name, s in locked.requisite.items() if name != "systems"} == {3.0}
    assert locked.requisite_locked_at is not None
    assert locked.revealed_at is None


def test_once_locked_it_says_who_has_answered_and_how_many_are_needed(
    store: Store, readiness: Callable[[Workshop], AppTest]
) -> None:
    workshop = a_workshop(
        store, {Role.EXECUTIVE: {"style": [4] * 3}, Role.ADVISOR: {"style": [4] * 5}}
    )
    store.workshops.lock_standard(workshop.id)
    page = readiness(workshop)

    told = {metric.label: (metric.value, metric.delta) for metric in page.metric}
    assert told["Executives"] == ("under 5", "5 needed to be shown")
    assert told["Advisors"] == ("5", "enough to show")
    assert told["Customers"] == ("0", "nobody yet")
    assert "A verdict needs 5 executives and 5 advisors" in page.info[0].value
    assert "changes only when 5 of its people" in words(page)


def test_the_reveal_shows_the_finding_the_verdicts_and_the_pictures(
    store: Store, readiness: Callable[[Workshop], AppTest]
) -> None:
    workshop = a_workshop(store, BOTH)
    store.workshops.lock_standard(workshop.id)
    page = readiness(workshop)
    assert "Systems is furthest" not in words(page)

    page.button(key="reveal_now").click().run()

    assert not page.exception
    headings = [heading.value for heading in page.subheader]
    assert headings[:4] == [
        "Not ready; Systems is below the standard.",
        "Systems is furthest from the standard: advisors rate it 2.1, executives 3.7",
        "Advisors are clearly below the standard on one of seven, executives on none",
        "Advisors rate Systems 1.6 below executives",
    ]
    counts = [(metric.label, metric.value) for metric in page.metric[:3]]
    assert counts == [("Fail", "1"), ("Undecided", "0"), ("Pass", "6")]
    assert len(specifications(page)) == 3
    assert "Advisors: Strategy 4.0, Structure 4.0, Systems 2.1" in alternatives(page)[0]
    assert "Systems fail (standard 3.5)" in alternatives(page)[0]
    assert "Systems, fail, standard 3.5: Executives 3.7" in alternatives(page)[1]
    assert "Nobody's words are shown yet" in words(page)


def test_a_locked_standard_changes_only_with_a_reason_and_the_log_shows_it(
    store: Store, readiness: Callable[[Workshop], AppTest]
) -> None:
    workshop = revealed(store, a_workshop(store, BOTH))
    page = readiness(workshop)

    page.number_input(key="standard_systems_from_3.5").set_value(1.5)
    page.button(key="change_standard_now").click().run()
    assert "Say why it changes" in page.error[0].value
    unchanged = store.workshops.find(workshop.id)
    assert unchanged is not None
    assert unchanged.requisite["systems"] == 3.5

    page.number_input(key="standard_systems_from_3.5").set_value(1.5)
    page.text_input(key="standard_reason").set_value("Systems come *next* year")
    page.button(key="change_standard_now").click().run()

    assert not page.exception
    assert page.text_input(key="standard_reason").value == ""
    assert "Ready by the standard that was agreed." in words(page)
    assert "Standard 3.5 for all but Systems (1.5)" in words(page)
    assert "systems from 3\\.5 to 1\\.5. Reason: Systems come \\*next\\* year" in words(page)
    (_, __, entry) = store.workshops.log(workshop.id)
    assert (entry.what, entry.why) == (Event.STANDARD_CHANGED, "Systems come *next* year")


def test_changing_nothing_is_said_and_not_logged(
    store: Store, readiness: Callable[[Workshop], AppTest]
) -> None:
    workshop = revealed(store, a_workshop(store, BOTH))
    page = readiness(workshop)
    page.text_input(key="standard_reason").set_value("No idea")
    page.button(key="change_standard_now").click().run()
    assert "Nothing was changed" in page.error[0].value
    assert len(store.workshops.log(workshop.id)) == 2


@pytest.mark.parametrize(("executives", "leaks"), [(4, False), (5, True)])
def test_four_executives_leave_no_trace_on_the_page(
    store: Store, readiness: Callable[[Workshop], AppTest], executives: int, leaks: bool
) -> None:
    """The page of a room whose executives all say 5 against one whose executives all say 1."""
    seen = []
    for level in (5, 1):
        answers = {
            Role.EXECUTIVE: {name: [level] * executives for name in instrument().elements},
            Role.ADVISOR: ADVISORS,
        }
        page = readiness(revealed(store, a_workshop(store, answers)))
        seen.append((words(page), payload(page)))
    assert (seen[0] != seen[1]) is leaks
    if not leaks:
        assert "Executives are shown as soon as 5 of them have answered." in seen[0][0]
        assert "Nothing can be judged yet" in seen[0][0]


def test_nobody_shown_is_said_over_an_example(
    store: Store, readiness: Callable[[Workshop], AppTest]
) -> None:
    page = readiness(revealed(store, a_workshop(store)))
    (example,) = specifications(page)
    assert "Example, not your results" in example
    assert "No advisor has answered yet." in words(page)
    assert "No gap can be shown yet" in words(page)


def test_the_demo_tells_its_story(store: Store, readiness: Callable[[Workshop], AppTest]) -> None:
    made = demo_workshop()
    demo = store.workshops.find(made.workshop.id) or store.backups.restore(_record(made))
    page = readiness(demo)

    said = words(page)
    assert "Demo: company and figures are invented" in said
    assert "Style is furthest from the standard: advisors rate it 1.9, executives 4.2" in said
    assert page.pills[0].label == "Roles in the pictures"
    assert page.pills[0].value == [Role.EXECUTIVE, Role.MIDDLE, Role.ADVISOR]
    assert "Back office" not in specifications(page)[0]
    assert "Recommend score −15" in said
    assert "−28 to −3 · 149 customers" in said
    assert "nearest to “Months of asking”" in said
    assert "Customers, own question" in specifications(page)[1]

    page.pills[0].set_value([Role.ADVISOR, Role.BACK_OFFICE]).run()
    assert "Back office" in specifications(page)[0]
    assert "Middle managers" not in specifications(page)[0]


def test_comments_are_cut_by_role_theme_and_step(
    store: Store, readiness: Callable[[Workshop], AppTest]
) -> None:
    workshop = a_workshop(store)
    for number in range(12):
        send(
            store,
            workshop,
            Role.ADVISOR,
            {"OT1": f"Clock <b>{number}</b>", "OT1" + THEME: "measures", "SY1": 2},
        )
    page = readiness(revealed(store, workshop))

    shown = "".join(element.value for element in page.html)
    assert shown.count("<li") == 12
    assert "Clock &lt;b&gt;3&lt;/b&gt;" in shown
    assert "Measures and targets" in shown
    page.selectbox(key="comment_theme").set_value("measures").run()
    assert not page.exception
    assert "".join(element.value for element in page.html).count("<li") == 12


def test_a_second_wave_stands_beside_the_first(
    store: Store, readiness: Callable[[Workshop], AppTest]
) -> None:
    first = revealed(store, a_workshop(store, BOTH))
    second = store.workshops.new_wave(first.id)
    answer(store, second, Role.ADVISOR, {"systems": [4] * 10})
    store.workshops.lock_standard(second.id)
    assert "Wave 2 is not revealed yet" in words(readiness(first))

    store.workshops.reveal(second.id)
    for wave in (first, second):
        page = readiness(wave)
        assert "Advisors rate Systems 1.9 higher than in wave 1" in words(page)
        moved = next(text for text in alternatives(page) if "Systems: Advisors +1.9" in text)
        assert "Executives" not in moved


def test_the_projector_is_larger_and_has_no_inputs(store: Store, open_page: OpenPage) -> None:
    workshop = revealed(store, a_workshop(store, BOTH))
    plain = open_page("readiness", workshop=workshop.code)
    large = open_page("readiness", workshop=workshop.code, projector="true")

    assert not large.exception
    heights = [json.loads(specifications(page)[0])["height"] for page in (plain, large)]
    assert heights[1] > heights[0] * 1.2
    assert plain.number_input
    assert not large.number_input
    assert not large.selectbox
    assert not large.pills


def test_answers_that_wait_are_told_by_role_and_not_by_number(
    store: Store, readiness: Callable[[Workshop], AppTest]
) -> None:
    seen = []
    for late in (1, 4):
        workshop = revealed(store, a_workshop(store, {Role.ADVISOR: ADVISORS}))
        answer(store, workshop, Role.MIDDLE, {"style": [4] * late})
        page = readiness(workshop)
        (told,) = (one.value for one in page.caption if "not shown yet" in one.value)
        assert "middle managers" in told
        seen.append(told)
    assert seen[0] == seen[1]
