from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from workbench.workshop.creation import ELEMENTS, USUAL_STANDARD, copy_of, new_workshop, next_wave
from workbench.workshop.refused import Refused
from workbench.workshop.transitions import lock_standard, reveal
from workbench.workshop.workshop import Kind, Privacy

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
INSTRUMENT = Path(__file__).parents[2] / "assets" / "instrument.yaml"


def test_a_new_workshop_has_good_defaults() -> None:
    workshop = new_workshop("Spring", "Orla Energy", NOON)
    assert workshop.requisite == dict.fromkeys(ELEMENTS, 3.5)
    assert workshop.privacy == Privacy(score_threshold=5, comment_threshold=10)
    assert (workshop.currency, workshop.kind, workshop.wave) == ("EUR", Kind.WORKSHOP, 1)
    assert workshop.requisite_locked_at is None
    assert new_workshop("Spring", "Orla Energy", NOON).id != workshop.id


def test_the_elements_and_the_standard_are_those_of_the_instrument() -> None:
    content = yaml.safe_load(INSTRUMENT.read_text(encoding="utf-8"))
    assert tuple(content["elements"]) == ELEMENTS
    assert content["scoring"]["gate"]["requisite"] == USUAL_STANDARD


def test_a_copy_and_a_wave_start_unlocked_with_the_same_set_up() -> None:
    workshop = new_workshop(
        "Spring", "Orla Energy", NOON, currency="GBP", privacy=Privacy(score_threshold=4)
    )
    shown = reveal(lock_standard(workshop, NOON).workshop, NOON).workshop
    for again in (copy_of(shown, "Other", NOON), next_wave(shown, 2, NOON)):
        assert (again.currency, again.privacy) == ("GBP", workshop.privacy)
        assert again.requisite_locked_at is None
        assert again.revealed_at is None
        assert again.id != workshop.id
        assert again.code != workshop.code


def test_a_wave_points_at_the_first() -> None:
    first = new_workshop("Spring", "Orla Energy", NOON)
    second = next_wave(first, 2, NOON)
    third = next_wave(second, 3, NOON)
    assert (second.wave, second.first_wave) == (2, first.id)
    assert (third.wave, third.first_wave) == (3, first.id)


def test_a_workshop_without_a_name_is_refused() -> None:
    with pytest.raises(Refused, match="name: String should have at least 1 character"):
        new_workshop(" ", "Orla Energy", NOON)
