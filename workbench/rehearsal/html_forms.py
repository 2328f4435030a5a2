"""What a browser without scripts finds on a page: its forms, and what it would send of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

LETTERS = {"text", "textarea", "search", "email", "tel", "url", "password", "number"}


class NotOnTheForm(ValueError):
    """A field, a choice or a button that the page does not offer."""


@dataclass
class Field:
    """One name on a form. `choices` are the values offered, `values` those that it has already.

    `most` is how many choices may be taken together, where the page says so.
    """

    name: str
    kind: str
    values: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    most: int | None = None
    longest: int | None = None
    is_numeric: bool = False

    @property
    def is_hidden(self) -> bool:
        """Whether the page fills it itself."""
        return self.kind == "hidden"

    @property
    def takes_text(self) -> bool:
        """Whether a person types into it."""
        return self.kind in LETTERS


@dataclass
class Form:
    """A form: where it goes and what it asks."""

    action: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def asked(self) -> list[Field]:
        """The fields that a person fills in."""
        return [each for each in self.fields.values() if not each.is_hidden]

    def answers_by_button(self) -> Field | None:
        """The field that the buttons answer, where each of several buttons sends another value."""
        named = [(name, value) for name, value in self.buttons if name]
        if len(named) < 2:
            return None
        return Field(named[0][0], "button", choices=[value for _name, value in named])

    def filled(self, given: Mapping[str, str | Sequence[str]]) -> list[tuple[str, str]]:
        """What a browser sends when these fields are filled in, and nothing else is touched.

        Raises NotOnTheForm for a field or a choice that is not there, or without a button.
        """
        if not self.buttons:
            raise NotOnTheForm(f"the form to {self.action} has no button to send it")
        sent: list[tuple[str, str]] = []
        pressed = self.buttons[0]
        for name, values in given.items():
            if (name, values) in self.buttons:
                pressed = (name, str(values))
                continue
            each = self.fields.get(name)
            if each is None or each.is_hidden:
                raise NotOnTheForm(f"the form to {self.action} does not ask for {name}")
            chosen = [values] if isinstance(values, str) else list(values)
            if each.choices and not set(chosen) <= set(each.choices):
                raise NotOnTheForm(f"{name} offers {each.choices}, not {chosen}")
            sent += [(name, value) for value in chosen]
        for each in self.fields.values():
            if each.name not in given:
                sent += [(each.name, value) for value in each.values]
        return [*sent, pressed] if pressed[0] else sent


class Forms(HTMLParser):
    """Reads the forms of a page, and what it warns of."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.alerts: list[str] = []
        self._form: Form | None = None
        self._most: int | None = None
        self._text_of: Field | None = None
        self._option_of: Field | None = None
        self._button: dict[str, str | None] | None = None
        self._alert = 0
        self._depth: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what opens."""
        found = {name: value or "" for name, value in attrs}
        if self._alert and tag not in ("br", "input", "img", "meta", "link"):
            self._alert += 1
        elif found.get("role") == "alert":
            self._alert = 1
            self.alerts.append("")
        if tag == "form":
            self._form = Form(found.get("action", ""), found.get("method", "get").lower())
            self.forms.append(self._form)
        if self._form is None:
            return
        if tag == "fieldset":
            self._most = int(found["data-most"]) if found.get("data-most", "").isdecimal() else None
        elif tag == "input":
            self._input(self._form, found)
        elif tag in ("textarea", "select") and found.get("name"):
            each = self._field(self._form, found["name"], tag)
            each.longest = int(found["maxlength"]) if found.get("maxlength") else None
            self._text_of = each if tag == "textarea" else None
            self._option_of = each if tag == "select" else None
            if tag == "textarea":
                each.values.append("")
        elif tag == "option" and self._option_of is not None:
            value = found.get("value", "")
            self._option_of.choices.append(value)
            if "selected" in found or len(self._option_of.choices) == 1:
                self._option_of.values = [value]
        elif tag == "button" and found.get("type", "submit") == "submit":
            self._form.buttons.append((found.get("name", ""), found.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        """Note what closes."""
        if self._alert:
            self._alert -= 1
        if tag == "form":
            self._form = None
        elif tag == "textarea":
            if self._text_of is not None and self._text_of.values:
                # A browser leaves out the line break behind the opening tag.
                self._text_of.values[-1] = self._text_of.values[-1].removeprefix("\n")
            self._text_of = None
        elif tag == "select":
            self._option_of = None
        elif tag == "fieldset":
            self._most = None

    def handle_data(self, data: str) -> None:
        """Note the text of a box or of a warning."""
        if self._text_of is not None:
            self._text_of.values[-1] += data
        if self._alert:
            self.alerts[-1] += data

    def _input(self, form: Form, found: Mapping[str, str]) -> None:
        kind, name = found.get("type", "text").lower(), found.get("name", "")
        if kind in ("submit", "image"):
            form.buttons.append((name, found.get("value", "")))
        if not name or kind in ("submit", "image", "button", "reset", "file"):
            return
        each = self._field(form, name, kind)
        value = found.get("value", "on" if kind in ("radio", "checkbox") else "")
        if kind in ("radio", "checkbox"):
            each.choices.append(value)
            each.most = self._most
            if "checked" in found:
                each.values.append(value)
        else:
            each.values.append(value)
            each.longest = int(found["maxlength"]) if found.get("maxlength") else None
            each.is_numeric = kind == "number" or found.get("inputmode") == "numeric"

    @staticmethod
    def _field(form: Form, name: str, kind: str) -> Field:
        return form.fields.setdefault(name, Field(name, kind))
