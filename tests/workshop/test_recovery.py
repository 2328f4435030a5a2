import math
from collections import Counter
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from workbench.workshop.recovery import person_with, read_words, recovery_words, word_list

SECRET = "5f" * 32
PEOPLE = [UUID(int=number) for number in range(300)]


def test_the_words_can_be_read_aloud_and_told_apart() -> None:
    words = word_list()
    assert len({word[:4] for word in words}) == len(words) == 1721
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 8 for word in words)
    assert list(words) == sorted(words)
    assert round(3 * math.log2(len(words)), 1) == 32.2


@given(st.sampled_from(PEOPLE), st.sampled_from([" ", ", ", "-", "  \n", "..."]), st.booleans())
def test_everybody_is_found_by_their_own_words_however_they_are_typed(
    person: UUID, between: str, loud: bool
) -> None:
    typed = between.join(recovery_words(SECRET, person))
    assert person_with(SECRET, PEOPLE, typed.upper() if loud else typed) == person
    assert person_with("a0" * 32, PEOPLE, typed) is None


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_without_complaint(typed: str) -> None:
    assert person_with(SECRET, PEOPLE[:20], typed) is None
    assert read_words(read_words(typed)) == read_words(typed)


def test_every_word_is_as_likely_as_any_other() -> None:
    drawn = Counter(word for _ in range(4000) for word in recovery_words(SECRET, uuid4()))
    expected = 12_000 / len(word_list())
    chi_square = sum((drawn[word] - expected) ** 2 / expected for word in word_list())
    freedom = len(word_list()) - 1
    # Six standard deviations of the statistic: once in a billion runs by chance.
    assert abs(chi_square - freedom) < 6 * math.sqrt(2 * freedom)
