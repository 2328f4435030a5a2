"""What can be wrong with an instrument file, each mistake with the place it is in."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from workbench.frozen import Frozen
from workbench.marked_yaml import Place
from workbench.voices.items import ALL_ELEMENTS, LEVELS, Form, Item, Kind
from workbench.voices.scoring_rules import Length
from workbench.workshop.roles import Role

if TYPE_CHECKING:
    from workbench.voices.instrument import Instrument

Model = TypeVar("Model", bound=Frozen)
FILLED_IN_THE_WORKSHOP = "issue_register"
LISTS = ("steps", "drivers", FILLED_IN_THE_WORKSHOP)
PICKS = (Kind.PICK_ONE, Kind.PICK_MANY, Kind.RANK, Kind.GRID)
LEVELLED = (Kind.SCALE, Kind.GRID)


class Problem(NamedTuple):
    """One mistake: where it is, who it belongs to ("item SY2: "), and what is wrong."""

    path: Place
    who: str
    what: str


def shape_problems(model: type[Model], content: Any) -> tuple[Model | None, list[Problem]]:
    """The model read from the content, or the mistakes in names, types and missing parts."""
    if not isinstance(content, dict):
        return None, [Problem((), "", "the file is empty or is not a list of named parts")]
    try:
        return model.model_validate(content), []
    except ValidationError as error:
        return None, [_problem(detail, content) for detail in error.errors()]


def _problem(detail: ErrorDetails, content: Any) -> Problem:
    path, value, names = _existing(detail["loc"], content)
    rest = ": ".join(f"entry {part + 1}" if isinstance(part, int) else part for part in names)
    field = f"{rest}: " if rest else ""
    return Problem(path, _who(path, content), field + _plain(detail, value))


def _existing(loc: Place, content: Any) -> tuple[Place, Any, Place]:
    """The part of a location that is in the file, what is there, and the names inside its owner."""
    path: list[str | int] = []
    value, owner = content, 0
    for index, part in enumerate(loc):
        inside = (isinstance(value, dict) and part in value) or (
            isinstance(value, list) and isinstance(part, int) and part < len(value)
        )
        if not inside:
            return tuple(path), value, loc[owner : index + 1]
        value = value[part]
        path.append(part)
        if _named(path, value):
            owner = index + 1
    return tuple(path), value, loc[owner:]


NAMED = {"elements": "element", "modules": "module", "forms": "form", "scales": "scale"}
LISTED = {"themes": "theme", "steps": "step", "drivers": "driver", "options": "option"}


def _named(path: list[str | int], value: Any) -> str | None:
    """What a place in the file is called: "item SY2", "form pulse_exec"."""
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        kinds = [part for part in path if part in LISTED]
        return f"{LISTED[str(kinds[-1])] if kinds else 'item'} {value['id']}"
    if len(path) == 2 and path[0] in NAMED:
        return f"{NAMED[str(path[0])]} {path[1]}"
    return None


def _who(path: Place, content: Any) -> str:
    name, value = None, content
    for index, part in enumerate(path):
        value = value[part]
        name = _named(list(path[: index + 1]), value) or name
    return f"{name}: " if name else ""


def _plain(detail: ErrorDetails, value: Any) -> str:
    kind = detail["type"]
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "is not known here"
    if kind == "string_type":
        return f"{value!r} is not text; put it in quotes"
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind in ("tuple_type", "list_type"):
        return f"{value!r} is not a list"
    message = detail["msg"].removeprefix("Input should be ").removeprefix("String should ")
    return f"{value!r} is not accepted; accepted: {message}"


def content_problems(instrument: "Instrument") -> list[Problem]:
    """The mistakes of a file whose shape is right: what does not fit together."""
    return [
        *_item_problems(instrument),
        *_list_problems(instrument),
        *_module_problems(instrument),
        *_core_problems(instrument),
        *_form_problems(instrument),
    ]


def _places(instrument: "Instrument") -> Iterator[tuple[Place, Item, str]]:
    """Every item with its place and where it belongs: "element", "customer" or "module"."""
    for name, element in instrument.elements.items():
        for index, item in enumerate(element.items):
            yield ("elements", name, "items", index), item, "element"
        if element.customer is not None:
            yield ("elements", name, "customer"), element.customer, "customer"
    for name, module in instrument.modules.items():
        for index, item in enumerate(module.items):
            yield ("modules", name, "items", index), item, "module"


def _item_problems(instrument: "Instrument") -> Iterator[Problem]:
    seen: set[str] = set()
    for path, item, belongs in _places(instrument):
        who = f"item {item.id}: "
        if item.id in seen:
            yield Problem((*path, "id"), who, "there is another item of this name")
        seen.add(item.id)
        for field, what in _item_mistakes(item, belongs, instrument):
            yield Problem((*path, field), who, f"{field}: {what}")


def _item_mistakes(item: Item, belongs: str, instrument: "Instrument") -> Iterator[tuple[str, str]]:
    yield from _wording_mistakes(item, belongs)
    needed = LEVELS if item.kind is Kind.ANCHORED else 0
    if len(item.anchors) != needed:
        yield "anchors", f"{len(item.anchors)} given, {needed} needed"
    if item.kind in LEVELLED and item.scale is None:
        yield "scale", "is missing"
    if item.scale is not None and item.scale not in instrument.scales:
        yield "scale", f"{item.scale} is not one of {', '.join(instrument.scales)}"
    if item.kind in PICKS and not item.options and item.options_from is None:
        yield "options", "are missing; give options or options_from"
    if item.options_from is not None and item.options_from not in LISTS:
        yield "options_from", f"{item.options_from} is not one of {', '.join(LISTS)}"
    if item.kind in (Kind.PICK_MANY, Kind.RANK) and item.most is None:
        yield "most", "is missing: how many may be picked"
    if item.kind is Kind.NUMBER:
        yield from _number_mistakes(item)
    if item.source is not None and item.source not in instrument.sources:
        yield "source", f"{item.source} is not one of {', '.join(instrument.sources)}"


def _wording_mistakes(item: Item, belongs: str) -> Iterator[tuple[str, str]]:
    if belongs == "element":
        for wording in (Role.EXECUTIVE, Role.ADVISOR):
            if item.wording(wording) is None:
                yield wording.value, "the stem for this audience is missing"
        if item.kind is not Kind.ANCHORED:
            yield "type", f"{item.kind} given; the items of an element are anchored"
        return
    if item.text is None and item.exec is None and item.advisor is None:
        yield "text", "is missing"
    if not item.audience:
        yield "audience", "is missing: who may be asked"
    for role in item.audience:
        if item.wording(role) is None:
            yield "text", f"the stem for {role} is missing"


def _number_mistakes(item: Item) -> Iterator[tuple[str, str]]:
    for field in ("unit", "lowest", "highest"):
        if getattr(item, field) is None:
            yield field, "is missing"
    if item.lowest is not None and item.highest is not None and item.lowest >= item.highest:
        yield "lowest", f"{item.lowest} is not below the highest, {item.highest}"


def _list_problems(instrument: "Instrument") -> Iterator[Problem]:
    lists = {"themes": instrument.themes, "steps": instrument.steps, "drivers": instrument.drivers}
    for name, options in lists.items():
        seen: set[str] = set()
        for index, option in enumerate(options):
            who = f"{LISTED[name]} {option.id}: "
            if option.id in seen:
                yield Problem((name, index, "id"), who, "there is another one of this name")
            seen.add(option.id)
            if option.element is not None and option.element not in instrument.elements:
                accepted = ", ".join(instrument.elements)
                what = f"element: {option.element} is not one of {accepted}"
                yield Problem((name, index, "element"), who, what)
    for name, scale in instrument.scales.items():
        if scale.labels and scale.highest is not None:
            what = "highest: give labels or a highest number, not both"
            yield Problem(("scales", name, "highest"), f"scale {name}: ", what)
        if scale.top <= scale.lowest:
            what = f"{scale.lowest} to {scale.top} is not a scale"
            yield Problem(("scales", name), f"scale {name}: ", what)


def _module_problems(instrument: "Instrument") -> Iterator[Problem]:
    for name, module in instrument.modules.items():
        for index, source in enumerate(module.sources):
            if source not in instrument.sources:
                what = f"sources: {source} is not one of {', '.join(instrument.sources)}"
                yield Problem(("modules", name, "sources", index), f"module {name}: ", what)


def _core_problems(instrument: "Instrument") -> Iterator[Problem]:
    for name, element in instrument.elements.items():
        core = sum(item.core for item in element.items)
        if core != 1:
            what = f"items: {core} are core, 1 needed"
            yield Problem(("elements", name, "items"), f"element {name}: ", what)
        if element.customer is not None and element.customer.kind is not Kind.SCALE:
            what = f"customer: {element.customer.kind} given; accepted: scale"
            yield Problem(("elements", name, "customer"), f"element {name}: ", what)


def _form_problems(instrument: "Instrument") -> Iterator[Problem]:
    for name, form in instrument.forms.items():
        who, path = f"form {name}: ", ("forms", name)
        if not form.audience:
            yield Problem((*path, "audience"), who, "audience: is empty")
        if form.items != (ALL_ELEMENTS,):
            yield from _asked(instrument, form, form.items, who, (*path, "items"))
        if form.predicts is not None:
            asked = Form(title="", audience=(form.predicts.role,), length=form.length, items=())
            items = form.predicts.items
            place = (*path, "predicts", "items")
            yield from _asked(instrument, asked, items, who, place)
            for index, item in enumerate(items):
                if item in instrument.items and item not in instrument.element_of:
                    what = f"{item} cannot be predicted; only the items of the elements can"
                    yield Problem((*place, index), who, what)
    yield from _length_problems(instrument.forms)


def _length_problems(forms: Mapping[str, Form]) -> Iterator[Problem]:
    for role in Role:
        for length in (Length.PULSE, Length.FULL):
            named = [n for n, f in forms.items() if role in f.audience and f.length is length]
            if length is Length.PULSE and not named:
                what = f"no form of the length {length} is for {role}"
                yield Problem(("forms",), "", what)
            for name in named[1:]:
                what = f"length: {role} has another {length} form, {named[0]}"
                yield Problem(("forms", name, "length"), f"form {name}: ", what)


def _asked(
    instrument: "Instrument", form: Form, items: tuple[str, ...], who: str, place: Place
) -> Iterator[Problem]:
    for index, item_id in enumerate(items):
        path = (*place, index)
        item = instrument.items.get(item_id)
        if item is None:
            yield Problem(path, who, f"there is no item {item_id}")
            continue
        if item_id in items[:index]:
            yield Problem(path, who, f"{item_id} is asked twice")
        if item.options_from == FILLED_IN_THE_WORKSHOP or item.kind is Kind.ACTIVITIES:
            yield Problem(path, who, f"{item_id} is filled in the room and cannot be in a form")
        for role in form.audience:
            if item.wording(form.stems or role) is None:
                yield Problem(path, who, f"{item_id} has no stem for {form.stems or role}")
            elif item.audience and role not in item.audience:
                yield Problem(path, who, f"{item_id} is not for {role}")
