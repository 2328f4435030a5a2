from datetime import date, timedelta

import pytest
from pydantic import JsonValue

from tests.storage.made import NOON, a_workshop
from workbench.evidence.assumptions import AssumptionEdit
from workbench.evidence.grades import Grade, SourceKind
from workbench.headroom.operations import OperationsDay
from workbench.storage import Store
from workbench.workshop.log import Event
from workbench.workshop.refused import Refused


def some_days(count: int, contacts: int = 1000) -> list[OperationsDay]:
    return [
        OperationsDay(
            day=date(2026, 1, 1) + timedelta(days=number),
            contacts=contacts,
            abandoned=40,
            handle_time=6.4,
            seats=80.5,
            open_hours=12,
            csat=0.71,
            csat_answers=30,
        )
        for number in range(count)
    ]


def an_edit(p50: float) -> AssumptionEdit:
    return AssumptionEdit(
        assumption_id="wage",
        p10=20,
        p50=p50,
        p90=40,
        source_kind=SourceKind.JUDGEMENT,
        source="Payroll 2025",
        owner="CFO",
        grade=Grade.J,
        as_of=date(2026, 1, 31),
        edited_at=NOON,
    )


def test_edits_are_appended_and_come_back_as_they_went_in(store: Store) -> None:
    workshop, other = a_workshop(store), a_workshop(store)
    edits = (an_edit(25.1), an_edit(30))
    for edit in edits:
        store.edits.add(workshop.id, edit)
    assert store.edits.all(workshop.id) == edits
    assert store.edits.all(other.id) == ()


def test_a_new_file_replaces_all_days_and_the_history_stays(store: Store) -> None:
    workshop = a_workshop(store)
    assert store.operations.days(workshop.id) == ()
    store.operations.replace(workshop.id, some_days(3), "january.csv", "Ana")
    later = some_days(2, contacts=900)
    note = store.operations.replace(workshop.id, reversed(later), "corrected.csv", "Ben")
    assert store.operations.days(workshop.id) == tuple(later)
    history = store.operations.history(workshop.id)
    assert [(note.file_name, note.uploaded_by, note.day_count) for note in history] == [
        ("january.csv", "Ana", 3),
        ("corrected.csv", "Ben", 2),
    ]
    assert history[1] == note
    assert (note.first_day, note.last_day) == (date(2026, 1, 1), date(2026, 1, 2))
    store.operations.remove(workshop.id, "Ben")
    assert store.operations.days(workshop.id) == ()
    log = store.workshops.log(workshop.id)
    assert [entry.what for entry in log] == [
        Event.FIGURES_REPLACED,
        Event.FIGURES_REPLACED,
        Event.FIGURES_REMOVED,
    ]
    assert log[0].detail == "january.csv, 3 days, by Ana"


def test_figures_without_a_name_of_file_or_person_are_refused(store: Store) -> None:
    workshop = a_workshop(store)
    with pytest.raises(Refused, match="name of a file"):
        store.operations.replace(workshop.id, some_days(1), "", "Ana")
    assert store.operations.history(workshop.id) == ()


def test_scenarios_are_saved_under_a_name_and_replaced_by_it(store: Store) -> None:
    workshop, other = a_workshop(store), a_workshop(store)
    document: dict[str, JsonValue] = {
        "weights": {"csat": 0.5, "aht": 0.1},
        "evidence": True,
        "list": [1, None, "é"],
    }
    store.scenarios.save(workshop.id, " Less pressure ", document)
    store.scenarios.save(other.id, "Less pressure", {})
    store.scenarios.save(workshop.id, "More seats", {"seats": 820})
    replaced = store.scenarios.save(workshop.id, "Less pressure", {"weights": {}})
    assert [scenario.name for scenario in store.scenarios.all(workshop.id)] == [
        "Less pressure",
        "More seats",
    ]
    assert store.scenarios.all(workshop.id)[0] == replaced
    assert store.scenarios.all(other.id)[0].document == {}


def test_scenarios_can_be_renamed_and_deleted(store: Store) -> None:
    workshop = a_workshop(store)
    for name in ("A", "B"):
        store.scenarios.save(workshop.id, name, {"name": name})
    with pytest.raises(Refused, match="a scenario called B already"):
        store.scenarios.rename(workshop.id, "A", "B")
    store.scenarios.rename(workshop.id, "A", "C")
    store.scenarios.rename(workshop.id, "C", "C")
    assert [scenario.name for scenario in store.scenarios.all(workshop.id)] == ["C", "B"]
    store.scenarios.delete(workshop.id, "C")
    with pytest.raises(Refused, match="no scenario called C any more"):
        store.scenarios.delete(workshop.id, "C")
    with pytest.raises(Refused, match="no scenario called C any more"):
        store.scenarios.rename(workshop.id, "C", "D")
    assert [scenario.name for scenario in store.scenarios.all(workshop.id)] == ["B"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "two\nlines", "a\x00b"])
def test_a_scenario_needs_a_readable_name(store: Store, name: str) -> None:
    workshop = a_workshop(store)
    with pytest.raises(Refused, match="needs a name"):
        store.scenarios.save(workshop.id, name, {})


def test_a_figure_that_cannot_be_stored_is_refused_on_both_databases(store: Store) -> None:
    workshop = a_workshop(store)
    with pytest.raises(ValueError, match="not JSON compliant"):
        store.scenarios.save(workshop.id, "Impossible", {"seats": float("nan")})
    assert store.scenarios.all(workshop.id) == ()
