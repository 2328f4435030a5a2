from workbench.business_case.used_by import used_by
from workbench.evidence.defaults import default_assumptions


def test_every_figure_of_the_register_is_used_by_something() -> None:
    unused = [a.id for a in default_assumptions() if not used_by().get(a.id)]
    assert unused == []


def test_a_figure_names_the_lines_and_links_that_use_it() -> None:
    uses = used_by()
    assert "Business case: net present value" in uses["discount_rate"]
    assert any("Payroll" in use or "payroll" in use for use in uses["cashable_share"])
    assert uses["patience"] == ("Headroom simulator",)
    assert uses["weight_csat"] == ("Headroom simulator: today's scorecard",)
    assert "Headroom simulator" not in uses["work_variation"]
    assert any("time per contact" in use for use in uses["work_variation"])
