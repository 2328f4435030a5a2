"""The credibility of a case on its page: said, signed, kept, and what changed since."""

import io
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from workbench.business_case.conventions import Conventions, Pricing, RiskMode, Timing
from workbench.business_case.readings import Meant
from workbench.evidence.assumptions import AssumptionEdit
from workbench.evidence.grades import Grade, SourceKind
from workbench.exchange.driver_data_out import driver_csv, driver_rows
from workbench.storage import NotSaved, Store
from workbench.ui import (
    case_causes,
    case_credibility,
    case_reviews,
    case_signatures,
    case_versions,
    conventions_form,
    line_terms,
)
from workbench.ui.case_tabs import CREDIBILITY, LINES, TAB, VERSIONS
from workbench.ui.current import register
from workbench.ui.driver_form import FIGURE
from workbench.workshop.creation import new_workshop
from workbench.workshop.workshop import Workshop

OpenPage = Callable[..., AppTest]
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TODAY = datetime.now(UTC).date()


@pytest.fixture
def spring(own_store: Store) -> Workshop:
    return own_store.workshops.create(new_workshop("Spring", "Orla Energy", NOON))


def opened(open_page: OpenPage, workshop: Workshop, tab: str) -> AppTest:
    page = open_page("business_case", workshop=workshop.code)
    return turned_to(page, tab)


def turned_to(page: AppTest, tab: str) -> AppTest:
    page.session_state[TAB] = tab
    page.run()
    assert not page.exception
    return page


def unfold(page: AppTest, key: str) -> None:
    page.session_state[key] = True
    page.run()
    assert not page.exception


def press(page: AppTest, label: str) -> None:
    next(button for button in page.button if button.label == label).click().run()
    assert not page.exception


def said(page: AppTest) -> str:
    kinds = ("header", "subheader", "markdown", "caption", "success", "error", "warning", "info")
    texts = [each.value for kind in kinds for each in getattr(page, kind)]
    return " ".join([*texts, *(unescape(each.value) for each in page.html)]).replace("\\", "")


def edit(store: Store, workshop: Workshop, key: str, value: float) -> None:
    change = AssumptionEdit(
        assumption_id=key, p10=value, p50=value, p90=value, source_kind=SourceKind.UPLOADED,
        source="Payroll of May", owner="Finance", grade=Grade.B, as_of=NOON.date(), edited_at=NOON,
    )  # fmt: skip
    store.edits.add(workshop.id, change)


def test_a_case_is_said_signed_kept_and_compared(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    page = opened(open_page, spring, CREDIBILITY)
    page.selectbox("case_scenario").set_value("Hire, keep the clock").run()
    words = said(page)
    assert "There is no counterfactual yet. Until then nobody can sign" in words
    assert "Standing. There is no counterfactual yet." in words.replace("**", "")

    # Nothing is signed or kept before it is said what happens without the change.
    unfold(page, "sign_form")
    assert "Nobody can sign yet" in said(page)
    assert not [button for button in page.button if button.label == "Sign"]
    assert "Until then no version goes to a board" in said(turned_to(page, VERSIONS))
    assert not [button for button in page.button if button.label == "Keep it"]
    turned_to(page, CREDIBILITY)

    # What is too short is refused, says what is accepted, and stays in the field.
    unfold(page, "counterfactual_form")
    page.text_area(case_credibility.TEXT).set_value("It goes on")
    page.text_input(case_credibility.SAID_BY).set_value("Ops")
    press(page, "Save it")
    assert "the text has 10 letters; accepted: 20 to 1,500" in said(page)
    assert page.text_area(case_credibility.TEXT).value == "It goes on"
    page.text_area(case_credibility.TEXT).set_value("The scorecard stays and leaving goes on.")
    press(page, "Save it")
    assert own_store.cases.file(spring.id).counterfactual is not None
    assert "no cause of failure; a board expects at least 5" in said(page)

    press(page, "Start from the suggested causes")
    assert len(own_store.cases.file(spring.id).causes) >= 5
    unfold(page, "cause_form")
    page.text_input(case_causes.WHY).set_value("Nobody came")
    press(page, "Add the cause")
    assert "Not added: the early sign is empty" in said(page)
    assert page.text_input(case_causes.WHY).value == "Nobody came"
    page.text_input(case_causes.SIGN).set_value("Empty rooms")
    page.text_input(case_causes.WATCHED).set_value("Change lead")
    page.selectbox(case_causes.BREAKS).set_value("ramp_months")
    press(page, "Add the cause")
    assert own_store.cases.file(spring.id).causes[-1].why == "Nobody came"

    unfold(page, "review_form")
    page.selectbox(case_reviews.FIGURE).set_value("wage")
    page.text_input(case_reviews.WHO).set_value("Finance")
    press(page, "Set the day")
    assert own_store.cases.file(spring.id).reviews[0].figure == "wage"

    # Signing: an owner, a name, and void once a figure behind the line changes.
    unfold(page, "sign_form")
    page.selectbox(case_signatures.LINE).set_value("leavers_avoided").run()
    page.text_input(case_signatures.OWNER).set_value("People director")
    press(page, "Name the owner")
    assert own_store.cases.file(spring.id).owners == {"leavers_avoided": "People director"}
    page.text_input(case_signatures.WHO).set_value("Ada Moreau")
    press(page, "Sign")
    (signature,) = own_store.cases.sign_offs(spring.id)
    assert (signature.line.owner, signature.signed_by) == ("People director", "Ada Moreau")
    assert "signed: Ada Moreau" in said(page)

    turned_to(page, VERSIONS)
    page.text_input(case_versions.NAME).set_value("Board of May")
    press(page, "Keep it")
    assert "Not kept: who keeps it is empty" in said(page)
    assert page.text_input(case_versions.NAME).value == "Board of May"
    page.text_input(case_versions.MADE_BY).set_value("Finance")
    press(page, "Keep it")
    (version,) = own_store.cases.versions(spring.id)
    assert f"Its hash begins {version.short_hash}" in said(page)
    assert "Nothing changed: the net present value is" in said(page)
    line = {each.line: each.signed_by for each in version.content.signed}
    assert line["leavers_avoided"] == "Ada Moreau"

    edit(own_store, spring, "wage", 60_000)
    words = said(turned_to(page, VERSIONS))
    assert "Yearly cost of one full-time advisor" in words
    assert "EUR 60,000 a year" in words
    assert "Payroll of May" in words
    assert "Signature: Replacement of leavers avoided" in words
    words = said(turned_to(page, CREDIBILITY))
    assert "the signature of Ada Moreau" in words
    assert "is void, because figures changed" in words
    assert "EUR 60,000 a year now" in words


def test_what_was_typed_survives_a_full_disk(
    open_page: OpenPage, own_store: Store, spring: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(open_page, spring, CREDIBILITY)
    unfold(page, "counterfactual_form")
    text = "The scorecard stays and leaving goes on."
    page.text_area(case_credibility.TEXT).set_value(text)
    page.text_input(case_credibility.SAID_BY).set_value("Operations")

    def full(*_: object, **__: object) -> None:
        raise NotSaved("The disk is full, so this was not saved.")

    monkeypatch.setattr(type(own_store.cases), "put", full)
    press(page, "Save it")
    assert "The disk is full" in said(page)
    assert page.text_area(case_credibility.TEXT).value == text


def test_a_figure_is_entered_on_the_page_and_in_a_file(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    page = opened(open_page, spring, LINES)
    unfold(page, "driver_form")
    page.selectbox(FIGURE).set_value("cashable_share").run()
    low, base, high = (
        next(each for each in page.number_input if each.label.startswith(label))
        for label in ("Low", "Expected", "High")
    )
    base.set_value(130.0).run()
    assert "130% is not accepted here; accepted: 0% to 100%" in said(page)
    press(page, "Put it in the register")
    words = said(page)
    assert "It is 130%; accepted: 0% to 100%." in words
    assert "It is empty; accepted: 3 to 500 letters." in words
    assert own_store.edits.all(spring.id) == ()
    low.set_value(39.0)
    high.set_value(90.0)
    base.set_value(40.0).run()
    assert "no smooth curve goes through the three" in said(page)
    source, owner = (
        next(each for each in page.text_input if each.label == label)
        for label in ("Where it comes from", "Who answers for it")
    )
    source.set_value("Hiring plan")
    owner.set_value("Finance")
    press(page, "Put it in the register")
    (entered,) = own_store.edits.all(spring.id)
    assert (entered.p10, entered.p50, entered.p90) == (0.39, 0.4, 0.9)

    unfold(page, "driver_files")
    held = register(spring)
    rows = driver_rows([held["wage"], held["discount_rate"]], "EUR")
    page.file_uploader[0].set_value(
        ("drivers.csv", driver_csv(rows).replace(b"8", b"eight", 1), "text/csv")
    )
    press(page, "Read the figures")
    assert "The file was not used, and nothing was changed." in said(page)
    assert len(own_store.edits.all(spring.id)) == 1
    good = io.BytesIO(driver_csv(rows))
    page.file_uploader[0].set_value(("drivers.csv", good.getvalue(), "text/csv"))
    press(page, "Read the figures")
    assert "2 figures are in the register now." in said(page)
    assert len(own_store.edits.all(spring.id)) == 3


def test_conventions_are_changed_in_one_place_and_risk_is_priced_once(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    page = opened(open_page, spring, VERSIONS)
    assert "in the range of the futures and not in the rate" in said(page)
    unfold(page, "conventions")
    page.number_input(conventions_form.CONTRACT).set_value(2.0)
    press(page, "Use these conventions")
    words = said(page)
    assert "Not changed: the horizon of 3 years is longer than the contract of 2" in words
    assert own_store.cases.file(spring.id).conventions == Conventions()
    page.number_input(conventions_form.CONTRACT).set_value(4.0)
    page.selectbox(conventions_form.TIMING).set_value(Timing.MID_YEAR)
    page.radio(conventions_form.RISK).set_value(RiskMode.HURDLE).run()
    page.number_input(conventions_form.PREMIUM).set_value(0.0)
    press(page, "Use these conventions")
    assert "a hurdle without a premium prices no risk; accepted: above 0 to 1" in said(page)
    page.number_input(conventions_form.PREMIUM).set_value(5.0)
    press(page, "Use these conventions")
    agreed = own_store.cases.file(spring.id).conventions
    assert (agreed.timing, agreed.contract_years) == (Timing.MID_YEAR, 4.0)
    assert agreed.pricing == Pricing(mode=RiskMode.HURDLE, hurdle_premium=0.05)
    words = said(page)
    assert "discounted at 13% a year" in words
    assert "risk is priced once, by a premium inside the rate" in words
    # The premium goes when risk is priced elsewhere.
    page.radio(conventions_form.RISK).set_value(RiskMode.HAIRCUTS).run()
    press(page, "Use these conventions")
    agreed = own_store.cases.file(spring.id).conventions
    assert agreed.pricing == Pricing(mode=RiskMode.HAIRCUTS)


def test_a_driver_that_would_count_twice_is_refused_and_nothing_is_stored(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    edit(own_store, spring, "value_per_unresolved", 5)
    page = opened(open_page, spring, LINES)
    unfold(page, "driver_form")
    page.selectbox(FIGURE).set_value("churn_reduction").run()
    next(each for each in page.number_input if each.label.startswith("Expected")).set_value(2.0)
    groups: list[Any] = list(page.get("button_group"))
    meant = next(each for each in groups if each.label.startswith("5% or"))
    meant.set_value(Meant.POINTS).run()
    for label, text in (("Where it comes from", "A pilot"), ("Who answers for it", "Sales")):
        next(each for each in page.text_input if each.label == label).set_value(text)
    press(page, "Put it in the register")
    words = said(page)
    assert "Not saved, because there would be no case any more" in words
    assert "both claim customers who leave" in words
    assert len(own_store.edits.all(spring.id)) == 1


def test_a_case_claims_less_of_an_effect_and_a_line_starts_later(
    open_page: OpenPage, own_store: Store, spring: Workshop
) -> None:
    page = opened(open_page, spring, CREDIBILITY)
    unfold(page, "claim")
    page.selectbox(line_terms.DRIVER).set_value("turnover")
    page.number_input(line_terms.SHARE).set_value(150.0)
    press(page, "Claim this share")
    assert "the share is 150%; accepted: 0% to 100%" in said(page)
    page.number_input(line_terms.SHARE).set_value(50.0)
    press(page, "Claim this share")
    assert own_store.cases.file(spring.id).conventions.attribution == {"turnover": 0.5}

    turned_to(page, LINES)
    unfold(page, "owners")
    page.selectbox(line_terms.LINE).set_value("coaching")
    page.number_input(line_terms.MONTH).set_value(700)
    press(page, "Set the month")
    assert "coaching counts from month 700; accepted: 0 to 600" in said(page)
    page.number_input(line_terms.MONTH).set_value(7)
    press(page, "Set the month")
    assert own_store.cases.file(spring.id).conventions.counts_from == {"coaching": 7}
    assert "The line counts from month 7 on." in said(page)
    assert "<td role='cell' data-head='Counts from' class='words'>month 7</td>" in said(page)
