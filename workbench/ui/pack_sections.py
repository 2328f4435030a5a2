"""The sheets of words and fixed tables of a board pack, made when somebody takes the pack."""

from collections.abc import Callable
from typing import NamedTuple

from workbench.board_pack import credibility_section as credibility
from workbench.board_pack import drivers_section as drivers
from workbench.board_pack import futures_section as tried
from workbench.board_pack import pilot_section as pilots
from workbench.board_pack import portfolio_section as portfolios
from workbench.board_pack.pack import Section
from workbench.business_case.case import DISCOUNT_RATE
from workbench.business_case.credibility.one_sentence import board_sentence
from workbench.business_case.gates import gate_path
from workbench.headroom.pilot.pilot import Pilot, read_pilot
from workbench.ui.case import Built, Ground
from workbench.ui.case_file import Said, said_of
from workbench.ui.case_futures import content_hash, futures_for_the_board, futures_of
from workbench.ui.case_head import Shown
from workbench.ui.case_moves import turning_points_of
from workbench.ui.case_settings import versions
from workbench.ui.case_versions import content_now, difference
from workbench.ui.case_waterfall import waterfall_of
from workbench.ui.portfolio import Asked, asked_now, portfolio_as
from workbench.ui.store import store
from workbench.workshop.workshop import Workshop


class Sections(NamedTuple):
    """Which sheets there will be, and what makes them; making them needs no session."""

    names: tuple[str, ...]
    made: Callable[[], tuple[Section, ...]]


def sections_of(workshop: Workshop, on: Ground, shown: Built) -> Sections:
    """The sheets for the case that is shown: what is said of it, the portfolio, the pilot."""
    said, how = said_of(workshop, on.revision, shown), asked_now(workshop)
    pilot, funded = _pilot(workshop), bool(store().bids.all(workshop.id))
    names = [credibility.NAME, drivers.NAME, tried.NAME]
    names += [portfolios.NAME] if funded else []
    names += [pilots.NAME] if pilot else []

    def made() -> tuple[Section, ...]:
        sections = [
            _credibility(workshop, shown, said),
            *_drivers(shown),
            *_futures(shown, workshop.currency),
        ]
        if funded and (section := _portfolio(workshop, how)):
            sections.append(section)
        if pilot is not None:
            key = pilot.plan.assumption_id
            figure = on.held.get(key) if key else None
            sections.append(
                pilots.pilot_section(pilot, workshop.organisation, workshop.currency, figure)
            )
        return tuple(sections)

    return Sections(tuple(names), made)


def _credibility(workshop: Workshop, shown: Built, said: Said) -> Section:
    if shown.case is None or shown.held is None:
        raise ValueError(f"there is no case for a pack: {shown.problem}")
    kept, currency = versions(workshop), workshop.currency
    since = None
    if kept:
        try:
            now = content_now(workshop, shown, said)
            since = difference(workshop, kept[-1].content, now)
        except ValueError:
            # A version whose scenario this program no longer reads has nothing to be compared with.
            since = None
    try:
        believe = turning_points_of(shown, Shown(shown.case.headline, discounted=False))
    except ValueError:
        # The page says which figure the model does not accept; the sheet goes without the table.
        believe = ()
    return credibility.credibility_section(
        board_sentence(shown.case, currency),
        said.file,
        said.lines,
        said.claims,
        said.standing,
        shown.held,
        currency,
        kept,
        since,
        believe,
    )


def _futures(shown: Built, currency: str) -> tuple[Section, ...]:
    if shown.case is None or shown.held is None:
        return ()
    try:
        found, ten_thousand = futures_for_the_board(shown), futures_of(shown)
    except ValueError:
        # The page says which future the model does not accept; the pack goes without the sheet.
        return ()
    gates = tuple(g for g in shown.plan.gates if g.assumption_id in ten_thousand.drawn)
    rate = shown.held.value(DISCOUNT_RATE)
    path = gate_path(gates, ten_thousand, ten_thousand.headline.npv, rate) if gates else None
    return (
        tried.futures_section(
            found, shown.plan, content_hash(shown), shown.held, gates, path, currency
        ),
    )


def _drivers(shown: Built) -> tuple[Section, ...]:
    if shown.case is None:
        return ()
    found = waterfall_of(shown, shown.case.headline.tiers)
    return (drivers.drivers_section(shown.case, found),)


def _portfolio(workshop: Workshop, how: Asked) -> Section | None:
    found = portfolio_as(workshop, how)
    if found.projects is None or found.decision is None:
        return None
    return portfolios.portfolio_section(
        found.projects.lines, found.decision, found.funding, workshop.currency
    )


def _pilot(workshop: Workshop) -> Pilot | None:
    for saved in store().pilots.all(workshop.id)[-1:]:
        try:
            return read_pilot(saved.document)
        except ValueError:
            # The pilot's own page says that it cannot be read; the pack goes without it.
            return None
    return None
