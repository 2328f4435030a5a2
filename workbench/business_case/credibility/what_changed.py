"""What changed between two versions of a case, and what each change did to its value.

The changes are put in one after the other, in the order in which they are listed, and the case is
worked out anew each time; so the steps add up to the whole difference, and a step is what its
change does after those above it. (Another order would share out
differently what changes do together.)
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from workbench.business_case.credibility.versions import Content, HeldFigure
from workbench.business_case.money import percent
from workbench.evidence.units import digits, value_and_range
from workbench.frozen import Frozen


class Worth(NamedTuple):
    """Net present value in cash, and with the organisation's own value of an unresolved contact."""

    cash: float
    valued: float


WorthOf = Callable[[Content], Worth]
"""What a content comes to; raises ValueError when it comes to nothing that can be worked out."""

# The parts of the settings that move no money are compared in words only.
IN_WORDS = {
    "counterfactual": "Counterfactual",
    "causes": "Pre-mortem",
    "owners": "Owners of benefit lines",
    "reviews": "Reviews after the investment",
}
# How a setting is called where its field alone would not say it.
SETTINGS = {
    "timing": "flows fall",
    "basis": "prices",
    "taxed": "after tax",
    "contract_years": "years of the contract",
    "mode": "risk is priced by",
    "hurdle_premium": "premium on the rate",
    "referral": "referred customers count by",
    "attribution": "share of an effect that is claimed",
    "counts_from": "month from which a line counts",
    "widen": "ranges of judgement are widened",
    "levels": "what moves together",
    "allowance": "allowed for costs that grow",
    "managed": "share of the risks that is managed",
}
SHARES = ("hurdle_premium", "managed")


class Change(Frozen):
    """One change: what, from, to, who answers for it, and what it did to the net present value.

    `effect` is in cash, `valued` with the organisation's own value counted too; both are `None` for
    words, which move no money.
    """

    what: str
    before: str
    after: str
    by: str = ""
    why: str = ""
    effect: float | None = None
    valued: float | None = None


class Difference(Frozen):
    """The way from one value to another; the effects of the changes add up to the difference.

    `model` is what is left between the value that was kept and what today's program makes of the
    same content: nothing unless the program itself has changed since.
    """

    before: Worth
    after: Worth
    changes: tuple[Change, ...]
    model: float = 0.0

    @property
    def counts_value(self) -> bool:
        """Whether the organisation's own value makes a difference on either side."""
        return self.before.cash != self.before.valued or self.after.cash != self.after.valued

    @property
    def same(self) -> bool:
        """Whether nothing changed at all."""
        return not self.changes


def what_changed(before: Content, after: Content, worth_of: WorthOf, currency: str) -> Difference:
    """Every change between two contents, with what each did to the net present value.

    Raises ValueError when one of them, or one of the steps between them, has no value.
    """
    now, worth = before, worth_of(before)
    start = worth
    changes = []
    for change, then in _steps(before, after, currency):
        if then is None:
            changes.append(change)
            continue
        now = now.model_copy(update=then)
        stepped = worth_of(now)
        moved = {"effect": stepped.cash - worth.cash, "valued": stepped.valued - worth.valued}
        changes.append(change.model_copy(update=moved))
        worth = stepped
    return Difference(
        before=start,
        after=worth,
        changes=tuple(changes),
        model=start.cash - before.results.npv.base,
    )


def _steps(
    before: Content, after: Content, currency: str
) -> Iterator[tuple[Change, Mapping[str, Any] | None]]:
    """Each change with what it updates in the content; nothing for a change of words."""
    if before.scenario != after.scenario:
        yield _scenario(before.scenario, after.scenario), {"scenario": after.scenario}
    yield from _money_settings(before, after)
    old = {figure.id: figure for figure in before.figures}
    new = {figure.id: figure for figure in after.figures}
    figures = dict(old)
    for key in dict.fromkeys((*old, *new)):
        then, now = old.get(key), new.get(key)
        if then is None or now is None or then.range == now.range:
            continue
        figures[key] = now
        yield _figure(then, now, currency), {"figures": tuple(figures.values())}
    for key in dict.fromkeys((*old, *new)):
        then, now = old.get(key), new.get(key)
        if then is not None and now is not None and then.range == now.range and then != now:
            yield _provenance(then, now), None
    for part, name in IN_WORDS.items():
        then_part, now_part = getattr(before.file, part), getattr(after.file, part)
        if then_part != now_part:
            yield Change(what=name, before=_told(then_part), after=_told(now_part)), None
    yield from _signatures(before, after)


def _money_settings(
    before: Content, after: Content
) -> Iterator[tuple[Change, Mapping[str, Any] | None]]:
    """The settings that move money, one part after the other."""
    file = before.file
    for part in type(file).model_fields:
        then, now = getattr(before.file, part), getattr(after.file, part)
        if part in IN_WORDS or then == now:
            continue
        file = file.model_copy(update={part: now})
        name = part.replace("_", " ").capitalize()
        was, is_now = _settings(then, now)
        yield Change(what=name, before=was, after=is_now), {"file": file}


def _scenario(before: Mapping[str, Any], after: Mapping[str, Any]) -> Change:
    moved = [
        key
        for key in dict.fromkeys((*before, *after))
        if key not in ("name", "version") and before.get(key) != after.get(key)
    ]
    named = ", ".join(key.replace("_", " ") for key in moved) or "name"
    return Change(
        what=f"Scenario: {named}",
        before=str(before.get("name", "")),
        after=str(after.get("name", "")),
    )


def _figure(then: HeldFigure, now: HeldFigure, currency: str) -> Change:
    only_range = then.p50 == now.p50
    return Change(
        what=f"{now.label}, range only" if only_range else now.label,
        before=_words(then, currency),
        after=_words(now, currency),
        by=now.owner,
        why=now.source,
    )


def _words(figure: HeldFigure, currency: str) -> str:
    return value_and_range(figure.p10, figure.p50, figure.p90, figure.unit, currency)


def _provenance(then: HeldFigure, now: HeldFigure) -> Change:
    told = [
        (name, getattr(then, field), getattr(now, field))
        for field, name in (("grade", "grade"), ("owner", "owner"), ("source", "source"))
        if getattr(then, field) != getattr(now, field)
    ]
    return Change(
        what=f"{now.label}: {' and '.join(name for name, _, _ in told) or 'name'}",
        before="; ".join(str(value) for _, value, _ in told),
        after="; ".join(str(value) for _, _, value in told),
        by=now.owner,
    )


def _signatures(
    before: Content, after: Content
) -> Iterator[tuple[Change, Mapping[str, Any] | None]]:
    then = {each.line: each for each in before.signed}
    for each in after.signed:
        was = then[each.line].signed_by if each.line in then else ""
        if was != each.signed_by:
            change = Change(
                what=f"Signature: {each.label}",
                before=was or "not signed",
                after=each.signed_by or "not signed",
            )
            yield change, None


def _told(part: Any) -> str:
    if part is None or part in ((), {}):
        return "nothing"
    if isinstance(part, tuple | dict):
        return "1 entry" if len(part) == 1 else f"{len(part)} entries"
    return str(getattr(part, "text", part))


def _settings(then: Frozen, now: Frozen) -> tuple[str, str]:
    """The settings of a part that differ, as they were and as they are."""
    before, after = [], []
    for field in type(now).model_fields:
        was, is_now = getattr(then, field), getattr(now, field)
        if was == is_now:
            continue
        if isinstance(was, Frozen) and isinstance(is_now, Frozen):
            one, other = _settings(was, is_now)
        else:
            name = SETTINGS.get(field, field.replace("_", " "))
            said = percent if field in SHARES else _value
            one, other = f"{name}: {said(was)}", f"{name}: {said(is_now)}"
        before.append(one)
        after.append(other)
    return "; ".join(before), "; ".join(after)


def _value(setting: Any) -> str:
    if isinstance(setting, bool):
        return "yes" if setting else "no"
    if isinstance(setting, float):
        return digits(setting)
    if isinstance(setting, dict):
        return ", ".join(f"{key} {_value(each)}" for key, each in setting.items()) or "nothing"
    return _told(setting)
