from tests.business_case.bids_made import a_bid
from tests.business_case.made import Centre, register
from workbench.business_case.bids import Removal
from workbench.business_case.case import build_case
from workbench.business_case.conventions import Conventions
from workbench.business_case.credibility.claims import claims_of
from workbench.business_case.credibility.double_counts import clashes

UNRESOLVED = (Removal(cause="unresolved  Contacts", share=0.5),)


def test_a_case_claims_what_its_drivers_remove_and_bids_what_they_say() -> None:
    case = build_case(register(), Centre())
    own = claims_of(case, "Release", ())
    resolution = case.line("resolution").row.label
    assert ("Unresolved contacts", resolution, 1.0) in {
        (each.pool, each.line, each.share) for each in own
    }
    # A driver that moves nothing claims nothing.
    assert "Customers who leave" not in {each.pool for each in own}

    bot = a_bid("Chat bot", function="Digital", removes=UNRESOLVED)
    (clash,) = clashes(claims_of(case, "Release", (bot,)))
    assert clash.projects == ("Release", "Chat bot")
    assert "together claim 150% of the effect on “Unresolved contacts”" in clash.says


def test_shares_that_make_a_whole_and_bids_that_exclude_the_case_do_not_clash() -> None:
    half = Conventions(attribution={"resolution": 0.5})
    shared = build_case(register(), Centre(), conventions=half)
    bot = a_bid("Chat bot", removes=UNRESOLVED)
    assert clashes(claims_of(shared, "Release", (bot,))) == ()
    case = build_case(register(), Centre())
    instead = a_bid("Chat bot", removes=UNRESOLVED, excludes=("Release",))
    assert clashes(claims_of(case, "Release", (instead,))) == ()
