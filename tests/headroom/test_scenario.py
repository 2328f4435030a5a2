import base64
import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.headroom.made import DEFAULTS, LAW
from workbench.headroom.links import Evidence
from workbench.headroom.policy import tried
from workbench.headroom.scenario import (
    LINK_PREFIX,
    LONGEST_LINK,
    Scenario,
    Staffing,
    decode_link,
    encode_link,
    read_scenario,
)
from workbench.headroom.scorecard import Metric, Weights

SCENARIO = Scenario(
    name="Release the clock",
    weights=Weights(adherence=20, csat=40, fcr=40),
    strictness=0.6,
    staffing=Staffing.OCCUPANCY_TARGET,
    occupancy_target=0.82,
    off_phone_time=20,
    overrides={"patience": 2.5},
)
NAMES = st.text(
    st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=80
).filter(lambda name: bool(name.strip()))


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    by_occupancy = draw(st.booleans())
    return Scenario(
        name=draw(NAMES),
        weights=Weights.model_validate(
            {metric.value: draw(st.floats(0, 100)) for metric in Metric} | {"csat": 1.0}
        ),
        strictness=draw(st.floats(0, 1)),
        staffing=Staffing.OCCUPANCY_TARGET if by_occupancy else Staffing.SAME_HEADS,
        occupancy_target=draw(st.floats(0.3, 0.98)) if by_occupancy else None,
        off_phone_time=draw(st.floats(0, 480)),
        evidence=draw(st.sampled_from(Evidence)),
        overrides=draw(
            st.dictionaries(st.sampled_from(sorted(DEFAULTS)), st.floats(-1e9, 1e9), max_size=8)
        ),
    )


@LAW
@given(scenarios())
def test_a_link_gives_the_scenario_back(scenario: Scenario) -> None:
    link = encode_link(scenario)
    assert decode_link(link) == scenario
    assert len(link) <= LONGEST_LINK
    assert all(letter.isalnum() or letter in "._-" for letter in link)


@LAW
@given(scenarios())
def test_a_saved_document_gives_the_scenario_back(scenario: Scenario) -> None:
    assert read_scenario(json.loads(scenario.model_dump_json())) == scenario
    assert read_scenario(scenario.model_dump(mode="json")) == scenario


def test_a_link_is_short() -> None:
    assert len(encode_link(SCENARIO)) < 300


def test_a_link_that_was_cut_off_is_refused() -> None:
    link = encode_link(SCENARIO)
    for length in range(len(link)):
        with pytest.raises(ValueError, match=r"incomplete or was changed|not a link of version"):
            decode_link(link[:length])


@LAW
@given(st.data())
def test_a_link_that_was_changed_is_refused(data: st.DataObject) -> None:
    link = encode_link(SCENARIO)
    at = data.draw(st.integers(len(LINK_PREFIX), len(link) - 1))
    letter = data.draw(st.sampled_from("abcXYZ019-_.").filter(lambda other: other != link[at]))
    with pytest.raises(ValueError, match="incomplete or was changed"):
        decode_link(link[:at] + letter + link[at + 1 :])


def forged(content: bytes) -> str:
    """A link with a right check over whatever somebody put in."""
    body = base64.urlsafe_b64encode(content).decode().rstrip("=")
    return f"{LINK_PREFIX}{body}.{zlib.crc32((LINK_PREFIX + body).encode()):08x}"


DOCUMENT = SCENARIO.model_dump(mode="json")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (zlib.compress(b"[" * 15_000), "does not hold a scenario"),
        (zlib.compress(b" " * 2_000_000), "does not hold a scenario"),
        (zlib.compress(json.dumps(DOCUMENT).encode())[:-4], "does not hold a scenario"),
        (zlib.compress(b"\xff\xfe"), "does not hold a scenario"),
        (b"not compressed", "does not hold a scenario"),
        (zlib.compress(b"[]"), "scenario: "),
        (zlib.compress(json.dumps(DOCUMENT | {"more": 1}).encode()), "more: Extra inputs"),
        (zlib.compress(json.dumps(DOCUMENT | {"version": 2}).encode()), "version: .*1"),
        (zlib.compress(json.dumps(DOCUMENT | {"strictness": 7}).encode()), "strictness: .*1"),
        (
            zlib.compress(json.dumps(DOCUMENT | {"overrides": {"patience": 1e999}}).encode()),
            "overrides.patience: .*finite",
        ),
    ],
)
def test_a_forged_link_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        decode_link(forged(content))


@pytest.mark.parametrize("text", ["", "s2.abc.12345678", "hello", "s1.", "s1..", "s1.a"])
def test_what_is_no_link_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a link of version 1|incomplete"):
        decode_link(text)


def test_a_link_that_is_too_long_is_refused_unread() -> None:
    with pytest.raises(ValueError, match=f"5001 characters; .* at most {LONGEST_LINK}"):
        decode_link("s" * 5001)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"occupancy_target": None}, "needs a target; accepted: 0.3 to 0.98"),
        ({"staffing": Staffing.SAME_HEADS}, "staffing is the same heads"),
        ({"occupancy_target": 1.0}, "less than or equal to 0.98"),
        ({"strictness": -0.1}, "greater than or equal to 0"),
        ({"off_phone_time": 481}, "less than or equal to 480"),
        ({"off_phone_time": float("nan")}, "finite"),
        ({"name": " "}, "at least 1 character"),
        ({"weights": {"csat": -1}}, "greater than or equal to 0"),
        ({"weights": {"charm": 1}}, "Extra inputs"),
        ({"overrides": {"Not an id": 1.0}}, "pattern"),
        ({"overrides": {f"a{number}": 1.0 for number in range(101)}}, "at most 100"),
    ],
)
def test_an_impossible_scenario_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Scenario.model_validate(DOCUMENT | change)


def test_what_a_scenario_tries_out_is_in_its_register_only() -> None:
    register = tried(DEFAULTS, SCENARIO)
    assert register.value("patience") == 2.5
    assert DEFAULTS.value("patience") == 3
    with pytest.raises(ValueError, match="tries nothing_like_it, which no assumption"):
        tried(DEFAULTS, SCENARIO.model_copy(update={"overrides": {"nothing_like_it": 1.0}}))
    with pytest.raises(ValueError, match="Mean patience"):
        tried(DEFAULTS, SCENARIO.model_copy(update={"overrides": {"patience": -1.0}}))
