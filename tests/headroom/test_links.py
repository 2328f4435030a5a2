import pytest

from tests.headroom.made import BEHAVIOUR, DEFAULTS
from workbench.evidence.grades import Grade
from workbench.headroom.links import Evidence, Link, LinkId, links, switched_on


@pytest.mark.parametrize("link", links(), ids=lambda link: link.id)
def test_a_link_says_how_sure_it_is(link: Link) -> None:
    assert link.mechanism.endswith(".")
    assert link.contradicted_by
    for parameter in link.parameters:
        assert parameter in DEFAULTS, parameter


def test_every_figure_of_behaviour_belongs_to_a_link() -> None:
    assert set(BEHAVIOUR) <= {parameter for link in links() for parameter in link.parameters}


@pytest.mark.parametrize("name", BEHAVIOUR)
def test_a_figure_of_behaviour_is_no_better_graded_than_its_best_link(name: str) -> None:
    best = min(list(Grade).index(link.grade) for link in links() if name in link.parameters)
    assert list(Grade).index(DEFAULTS[name].grade) >= best


@pytest.mark.parametrize(
    "name",
    [
        "pressure_elasticity",
        "cut_short_resolved",
        "overload_quality",
        "idle_quality",
        "resolution_satisfaction",
        "occupancy_strain",
    ],
)
def test_a_claim_or_judgement_starts_shrunken_and_says_so(name: str) -> None:
    assert not DEFAULTS[name].grade.tested
    assert "shrunken" in DEFAULTS[name].explanation.lower()


def test_the_switch_goes_by_grade() -> None:
    assert switched_on(Evidence.ALL) == set(LinkId)
    assert switched_on(Evidence.NONE) == set()
    tested = switched_on(Evidence.TESTED_ONLY)
    assert tested == {link.id for link in links() if link.grade in (Grade.A, Grade.B, Grade.C)}
    assert tested
    assert tested != set(LinkId)
