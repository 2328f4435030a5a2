from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.workshop.codes import SYLLABLES, UNWELCOME, new_code, read_code


def test_codes_are_four_different_syllables_and_never_an_unwelcome_word() -> None:
    for _ in range(3000):
        letters = new_code().replace("-", "")
        syllables = {letters[at : at + 2] for at in range(0, 8, 2)}
        assert len(letters) == 8
        assert len(syllables) == 4
        assert syllables <= set(SYLLABLES)
        assert not any(word in letters for word in UNWELCOME)


def test_codes_do_not_repeat() -> None:
    assert len({new_code() for _ in range(1000)}) > 990


@given(st.lists(st.sampled_from(SYLLABLES), min_size=4, max_size=4), st.booleans(), st.booleans())
@settings(deadline=None)
def test_a_code_is_understood_however_it_is_typed(
    syllables: list[str], shouted: bool, spaced: bool
) -> None:
    letters = "".join(syllables)
    code = f"{letters[:4]}-{letters[4:]}"
    for typed in (code, letters, f" {letters[:4]} {letters[4:]} ", " ".join(syllables)):
        typed = typed.upper() if shouted else typed
        assert read_code(f" {typed}\n" if spaced else typed) == code


def test_other_codes_stay_as_they_are() -> None:
    assert read_code("Demo") == "demo"
    assert read_code("orla-energy-demo") == "orla-energy-demo"
    assert read_code("") == ""
