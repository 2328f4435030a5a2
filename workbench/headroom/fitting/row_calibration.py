"""Calibration from a centre's own rows: the queue first, and behaviour only if the queue holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from workbench.evidence.assumptions import Assumption, Register
from workbench.evidence.grades import Grade
from workbench.headroom.calibration import calibrate
from workbench.headroom.centre import MINUTES, figures
from workbench.headroom.day_estimates import CannotMeasure, Spread
from workbench.headroom.fitting.attrition import fit_attrition
from workbench.headroom.fitting.back_test import BackTest, QueueVerdict, back_test
from workbench.headroom.fitting.day_columns import DayColumns, day_columns
from workbench.headroom.fitting.link_fits import LinkFit, LinkVerdict, fit_links
from workbench.headroom.fitting.observations import observations
from workbench.headroom.fitting.queue_fit import QueueFit, fit_queue, measured_patience
from workbench.headroom.fitting.register_figures import before_calibration, measured_figure
from workbench.headroom.fitting.stretches import stretches
from workbench.headroom.links import LinkId, links
from workbench.headroom.operations import OperationsDay

Z90, Z975 = 1.2816, 1.96
FEWEST_FORECASTS = 14
# Why days of one centre under one scorecard say nothing about the other links.
NOT_ASKED = {
    LinkId.ENFORCEMENT_TIME: "the scorecard was the same on all days",
    LinkId.STANDARD_OF_CARE: "a standard erodes over months and is not in the rows",
    LinkId.INVESTED_TIME: "the rows do not say what time off the phone was used for",
    LinkId.LEARNING: "the rows do not tell newcomers from others",
    LinkId.OCCUPANCY_STRAIN: "strain is not in the rows, only what attrition makes of it",
    LinkId.MONITORING_STRAIN: "the scorecard was the same on all days",
}

FINDINGS = {
    QueueVerdict.OFF: "Something other than the queue decides your days: behaviour stays locked",
    QueueVerdict.TOO_FEW: "Too few days to say anything yet",
    QueueVerdict.ALIKE: "Every day is alike, so your days test nothing: behaviour stays locked",
    QueueVerdict.UNKNOWN: "The queue cannot be fitted to these rows: behaviour stays locked",
}


@dataclass(frozen=True, slots=True)
class RowCalibration:
    """What the rows say, from the queue to the links.

    `queue` is fitted on all days, or on the first ones while the back-test is not passed; None
    where it cannot be fitted. `patience` in minutes and `volume_cv`, the variation of volume around
    the plan, are None where the rows do not hold them. `links` are empty while the back-test is not
    passed. `never_change` names the columns that are the same every day, and `cannot_tell` the
    links that such rows never speak to, with the reason. `measured` are the figures for the
    register by id.
    """

    test: BackTest
    queue: QueueFit | None = None
    patience: Spread | None = None
    volume_cv: Spread | None = None
    links: tuple[LinkFit, ...] = ()
    never_change: tuple[str, ...] = ()
    cannot_tell: tuple[tuple[LinkId, str], ...] = ()
    measured: Mapping[str, Assumption] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def finding(self) -> str:
        """What the rows say, in one line."""
        if self.test.verdict is not QueueVerdict.HOLDS:
            return FINDINGS[self.test.verdict]
        asked = len(self.links)
        moved = sum(fit.verdict is LinkVerdict.LEARNT for fit in self.links)
        told = f"speak to {moved} of {asked}" if moved else f"speak to none of {asked}"
        return f"The queue predicts your days, and your rows {told} figures of behaviour"


def calibrate_from_rows(days: Sequence[OperationsDay], register: Register) -> RowCalibration:
    """Fit the queue, test it, and only if it predicts ask the days about behaviour.

    The register, as it was before any calibration, gives the priors and what the rows do not hold.
    An answer for any rows: what cannot be told is named. Raises ValueError when the register itself
    describes no centre.
    """
    before = before_calibration(register)
    there = [day for day in days if day.contacts]
    columns = day_columns(there)
    same, notes = columns.never_change, list(_notes(days, columns))
    patience = _or_none(notes, columns, before)
    expected = before["patience"].p50 if patience is None else patience.value
    test = back_test(there, expected, before["service_threshold"].p50)
    volume = _around_plan(columns)
    shown = RowCalibration(
        test=test,
        queue=test.fit,
        patience=patience,
        volume_cv=volume,
        never_change=same,
        notes=tuple(notes),
    )
    if not test.unlocked or test.fit is None:
        return shown
    queue = test.fit
    try:
        error = 0.0 if patience is None else (patience.p90 - patience.value) / Z90
        queue = fit_queue(stretches(there), expected, error)
    except CannotMeasure as error:
        # The first days allowed a fit and the others do not: then the queue changed between them.
        notes.append(f"On all days together the queue cannot be fitted: {error}.")
    seen = observations(columns, queue.answering, calibrate(figures(before)).over((1,)))
    fitted = (*fit_links(seen, before), fit_attrition(seen, before))
    found = _Handover(there, before)
    absent = found.absence(queue)
    if absent is None:
        notes.append(
            f"{100 * queue.answering:.0f}% of the seats answer contacts, which no absence explains."
            " Do the seats count the advisors on the rota?"
        )
    measured = [absent, found.volume(volume), *(found.link(fit) for fit in fitted)]
    return RowCalibration(
        test=test,
        queue=queue,
        patience=patience,
        volume_cv=volume,
        links=fitted,
        never_change=same,
        cannot_tell=tuple(
            (each.id, NOT_ASKED[each.id]) for each in links() if each.id in NOT_ASKED
        ),
        measured={each.id: each for each in measured if each is not None},
        notes=tuple(notes),
    )


def _notes(days: Sequence[OperationsDay], columns: DayColumns) -> Iterator[str]:
    closed = len(days) - len(columns)
    if closed:
        yield f"Left out: {closed} days without contacts."
    if columns.never_change:
        yield (
            f"The same every day, so nothing follows from it: {', '.join(columns.never_change)}."
        )


def _or_none(notes: list[str], columns: DayColumns, register: Register) -> Spread | None:
    try:
        return measured_patience(columns)
    except CannotMeasure as error:
        taken = register["patience"].p50
        notes.append(
            f"Patience cannot be measured, because {error}; the register's {taken:.1f} minutes are "
            "taken."
        )
        return None


def _around_plan(columns: DayColumns) -> Spread | None:
    """Variation of volume around the plan, less what chance arrivals add."""
    planned = columns.forecast
    known = ~np.isnan(planned)
    count = int(known.sum())
    if count < FEWEST_FORECASTS:
        return None
    relative = columns.contacts[known] / planned[known]
    relative = relative / relative.mean()
    chance = 1 / float(columns.contacts[known].mean())
    square = float(((relative - 1) ** 2).sum()) / (count - 1) - chance
    value = float(np.sqrt(max(0.0, square)))
    # The relative error of a standard deviation from n values is about 1 / √(2 n).
    return _by_error(value, value / float(np.sqrt(2 * (count - 1))))


def _by_error(value: float, error: float) -> Spread:
    ten, end = Z90 * error, Z975 * error
    return Spread(value, value - ten, value + ten, value - end, value + end)


class _Handover:
    """Figures for the register, with their source in these days."""

    def __init__(self, days: Sequence[OperationsDay], register: Register) -> None:
        first, self.last = min(day.day for day in days), max(day.day for day in days)
        self.span = f"{first} to {self.last}"
        self.days, self.register = len(days), register

    def absence(self, queue: QueueFit) -> Assumption | None:
        """The seats that do not answer, after the planned time off the phone, as absence."""
        register = self.register
        planned = register["off_phone_time"].p50 / (MINUTES * register["shift_hours"].p50)
        there = queue.answering / (1 - planned)
        return measured_figure(
            register["absence"],
            _by_error(1 - there, queue.error / (1 - planned)),
            Grade.C,
            f"{self.span}, {self.days} days: the part of the seats that must be missing for the "
            "queue to lose as many contacts as it did",
            self.last,
            self.days,
            "Fitted beyond the planned time off the phone; time in other work states and missing "
            "skills count as absence.",
        )

    def volume(self, spread: Spread | None) -> Assumption | None:
        """The variation of volume around the plan."""
        if spread is None:
            return None
        how = "spread of contacts around the plan, less what chance arrivals add"
        return measured_figure(
            self.register["volume_cv"],
            spread,
            Grade.C,
            f"{self.span}, {self.days} days: {how}",
            self.last,
            self.days,
            "Measured around the contacts that the plan expected.",
        )

    def link(self, fit: LinkFit) -> Assumption | None:
        """The posterior of a link's figure; None where the rows do not speak."""
        if fit.verdict is not LinkVerdict.LEARNT or fit.update is None:
            return None
        after = fit.update.after
        counted = f"{fit.n} {'leavers' if fit.slopes is None else 'days'}"
        return measured_figure(
            fit.assumption,
            Spread(after.p50, after.p10, after.p90, after.low, after.high),
            fit.grade,
            f"{self.span}, {counted}, added to the range before it. {fit.how}",
            self.last,
            fit.n,
            fit.how,
        )
