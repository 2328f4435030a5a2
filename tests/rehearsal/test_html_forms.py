"""What a browser without scripts reads on a page, and what it would send."""

import pytest

from workbench.rehearsal.html_forms import Forms, NotOnTheForm

PAGE = """<!doctype html><main>
<div role="alert" class="problem"><p><strong>Nothing is sent yet.</strong></p><br>
<ul><li>Say who you are &amp; where</li></ul></div><p>Below the warning</p>
<form method="get" action="/join"><input name="code"><button>Go on</button></form>
<form method="post" action="/r/x/y/s/vote?card=a">
<input type="hidden" name="key" value="k&quot;1">
<fieldset data-most="2"><legend>Pick</legend>
<label><input type="checkbox" name="approve" value="one" checked></label>
<label><input type="checkbox" name="approve" value="two"></label></fieldset>
<label><input type="radio" name="stance" value="agree"></label>
<label><input type="radio" name="stance" value="pass"></label>
<input name="votes" inputmode="numeric" maxlength="4" value="">
<textarea name="words" maxlength="280">
two
lines</textarea>
<select name="theme"><option value="">Leave open</option><option value="rules">R</option></select>
<button type="button">Not a way to send</button><button type="submit" name="do" value="it">Send
</button></form></main>"""


def test_a_form_is_read_as_a_browser_reads_it() -> None:
    page = Forms(PAGE)
    assert [form.method for form in page.forms] == ["get", "post"]
    form = page.forms[1]
    assert list(form.fields) == ["key", "approve", "stance", "votes", "words", "theme"]
    assert (form.fields["approve"].choices, form.fields["approve"].most) == (["one", "two"], 2)
    assert form.fields["votes"].is_numeric
    assert form.fields["words"].longest == 280
    assert page.alerts == ["Nothing is sent yet.\nSay who you are & where"]


def test_what_is_sent_is_what_a_browser_sends() -> None:
    form = Forms(PAGE).forms[1]
    assert sorted(form.filled({})) == [
        ("approve", "one"),
        ("do", "it"),
        ("key", 'k"1'),
        ("theme", ""),
        ("votes", ""),
        ("words", "two\nlines"),
    ]
    sent = form.filled({"approve": ["two"], "stance": "pass"})
    assert [pair for pair in sent if pair[0] in ("approve", "stance")] == [
        ("approve", "two"),
        ("stance", "pass"),
    ]


@pytest.mark.parametrize(
    "given",
    [{"nothing": "1"}, {"stance": "9999"}, {"approve": ["one", "three"]}, {"key": "forged"}],
)
def test_nothing_is_sent_that_the_page_does_not_offer(given: dict[str, str | list[str]]) -> None:
    with pytest.raises(NotOnTheForm):
        Forms(PAGE).forms[1].filled(given)


def test_one_of_several_buttons_is_an_answer() -> None:
    buttons = '<button name="stance" value="agree">A</button><button name="stance" value="pass">'
    form = Forms(f"<form method=post action=/x>{buttons}P</button></form>").forms[0]
    field = form.answers_by_button()
    assert field is not None
    assert (field.name, field.choices) == ("stance", ["agree", "pass"])
    assert form.filled({"stance": "pass"}) == [("stance", "pass")]
    with pytest.raises(NotOnTheForm):
        form.filled({"stance": "9999"})
    assert Forms(PAGE).forms[1].answers_by_button() is None


def test_a_form_without_a_button_cannot_be_sent() -> None:
    form = Forms("<form method=post action=/x><input name=a value=1></form>").forms[0]
    with pytest.raises(NotOnTheForm, match="no button"):
        form.filled({})
