"""The rows file: what the product ships with, and what is refused at load."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.business_case.made import rows
from workbench.business_case.case import UNRESOLVED
from workbench.business_case.formula import in_words
from workbench.business_case.rows import HEADLINE, RowKind, Rows, Tier, labels, read_rows
from workbench.evidence.defaults import ASSETS, default_assumptions

OWN = ("Business case", "Value drivers")


def test_the_shipped_rows_are_complete() -> None:
    shipped = rows()
    known = {assumption.id for assumption in default_assumptions()}
    shipped.check(known)
    assert set(shipped.assumptions) <= known
    assert UNRESOLVED in {row.id for row in shipped.rows}
    assert {row.tier for row in shipped.of_kind(RowKind.BENEFIT)} == set(Tier)
    assert len(shipped.of_kind(RowKind.COST)) >= 8


def test_every_assumption_of_the_business_case_is_used() -> None:
    """A figure in the register that nothing reads would be an empty promise."""
    own = {each.id for each in default_assumptions() if each.group in OWN}
    by_the_valuation = {
        "horizon_years", "discount_rate", "finance_rate", "reinvest_rate", "tax_rate"
    }  # fmt: skip
    assert own - by_the_valuation == own & set(rows().assumptions)


def test_no_value_of_an_unresolved_contact_is_assumed() -> None:
    (value,) = (each for each in default_assumptions() if each.id == "value_per_unresolved")
    assert (value.p10, value.p50, value.p90) == (0, 0, 0)
    strategic = [row for row in rows().rows if row.tier is Tier.STRATEGIC]
    assert [row.id for row in strategic] == ["unresolved_value"]
    assert Tier.STRATEGIC not in HEADLINE


def test_every_formula_can_be_read_aloud() -> None:
    spoken = labels(rows(), {each.id: each.label for each in default_assumptions()})
    for row in rows().rows:
        words = in_words(row.parsed, spoken)
        assert not re.search(r"[a-z]_[a-z]|\*", words), row.id


def written(tmp_path: Path, change: dict[str, Any], drop: str = "") -> Path:
    row: dict[str, Any] = {
        "id": "saving", "label": "Saving", "kind": "benefit", "tier": "cash-releasing",
        "owner": "Finance", "ledger": "Personnel", "formula": "wage * heads_today",
        "source": "A test",
    } | change  # fmt: skip
    row.pop(drop, None)
    content = {
        "results": [{"id": "heads", "label": "paid advisors", "unit": "advisors"}],
        "rows": [{"id": "one", "label": "One", "kind": "memo", "unit": "1", "formula": "1"}, row],
    }
    path = tmp_path / "rows.yaml"
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path


bad: list[tuple[dict[str, Any], str, str]] = [
    ({"formula": "wage * 52"}, "", r"row saving.*column 8 of 'wage \* 52': '52' is not accepted"),
    ({"formula": "wage * bonus"}, "", "row saving: 'bonus' is not known"),
    ({"formula": "wage * saving"}, "", "row saving: 'saving' stands further down"),
    ({"formula": "prev(wage)"}, "", r"row saving: prev\(wage\) is not a row"),
    ({"id": "wage"}, "", "row wage: the name is taken"),
    ({"id": "one"}, "", "row one: the name is taken"),
    ({"id": "month"}, "", "row month: the name is taken"),
    ({"id": "min"}, "", "row min: the name is taken"),
    ({"id": "heads_today"}, "", "row heads_today: the name is taken"),
    ({"id": "Bad id"}, "", "row Bad id id: String should match"),
    ({"tier": None}, "", "row saving.*a benefit needs a tier"),
    ({"kind": "cost"}, "", "row saving.*nothing else has one"),
    ({"kind": "gift"}, "", "row saving kind: Input should be"),
    ({"unit": "hours"}, "", "row saving.*a benefit is money: unit 'hours'"),
    ({}, "owner", "row saving.*a benefit needs owner"),
    ({}, "ledger", "row saving.*a benefit needs ledger"),
    ({}, "source", "row saving.*a benefit needs source"),
    ({}, "formula", "row saving formula: Field required"),
    ({"colour": "red"}, "", "row saving colour: Extra inputs are not permitted"),
]


@pytest.mark.parametrize(("change", "drop", "message"), bad)
def test_a_bad_row_is_refused_by_name(
    tmp_path: Path, change: dict[str, Any], drop: str, message: str
) -> None:
    with pytest.raises(ValueError, match=rf"^rows\.yaml: .*{message}"):
        read_rows(written(tmp_path, change, drop), ["wage"])


def test_a_good_file_is_read(tmp_path: Path) -> None:
    found = read_rows(written(tmp_path, {}), ["wage"])
    assert isinstance(found, Rows)
    assert found.assumptions == ("wage",)
    assert list(found.result_names) == ["heads_today", "heads_with"]


@pytest.mark.parametrize("text", ["", "[]", "rows: 3", "results: []"])
def test_another_kind_of_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rows.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"^rows\.yaml: "):
        read_rows(path, [])


def test_outcomes_become_named_results() -> None:
    class Outcome:
        def __init__(self, factor: float) -> None:
            for result in rows().results:
                setattr(self, result.id, factor)

    results = rows().results_of(Outcome(1.0), Outcome(2.0))
    assert set(results) == set(rows().result_names)
    assert all(value == (1.0 if key.endswith("_today") else 2.0) for key, value in results.items())


def test_the_assets_are_where_the_loader_looks() -> None:
    assert (ASSETS / "business_case" / "rows.yaml").is_file()
