import pytest

from workbench.marked_yaml import MarkedYaml

TEXT = """\
first: 1
list:
  - one
  - name: two
    values: [3, 4]
"""


def test_content_is_what_yaml_says() -> None:
    expected = {"first": 1, "list": ["one", {"name": "two", "values": [3, 4]}]}
    assert MarkedYaml(TEXT).content == expected


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("first",), 1),
        (("list",), 2),
        (("list", 0), 3),
        (("list", 1, "name"), 4),
        (("list", 1, "values", 1), 5),
        (("list", 1, "absent", "deeper"), 4),
        (("absent",), 1),
    ],
)
def test_line_of_a_value_or_of_what_is_around_it(path: tuple[str | int, ...], line: int) -> None:
    assert MarkedYaml(TEXT).line(path) == line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3", "line 3: a is here twice (first on line 1)"),
        ("a: [1\nb: 2", "line 2: expected"),
        ("a: 1\nb: c: d", "line 2: mapping values are not allowed here"),
        ("a: &x [*x]", "line 1: a value contains itself"),
        ("a: 1\n2: b", "line 2: the key '2' is not a plain word"),
        ("a: 1\nb: 2025-13-01", "line 2: month must be in 1..12"),
        ("a: 1\nb: !!python/name:os.system x", "line 2: could not determine a constructor"),
        ("a: 1\nb: \x00", "line 2: a character that YAML does not allow"),
        ("[" * 1000, "nested too deeply"),
    ],
)
def test_mistakes_are_named_with_their_line(text: str, said: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 (the text is compared below)
        MarkedYaml(text)
    assert said in str(raised.value)


def test_an_empty_text_has_no_content() -> None:
    assert MarkedYaml("# nothing\n").content is None
