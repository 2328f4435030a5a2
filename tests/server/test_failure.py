import logging

import pytest
from streamlit.testing.v1 import AppTest

from workbench.storage import DatabaseUnavailable, NotSaved


def failing_page(error: Exception) -> None:
    from workbench.server.failure import report_failure

    assert report_failure(error) is True


def shown(error: Exception) -> str:
    page = AppTest.from_function(failing_page, args=(error,)).run(timeout=30)
    (sentence,) = page.error
    assert not page.exception
    return str(sentence.value)


def test_a_failure_is_one_calm_sentence_with_the_number_that_is_in_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR, "headroom"):
        sentence = shown(KeyError("row 17 of the answers"))

    (logged,) = caplog.messages
    reference = logged.split()[1].rstrip(":")
    assert len(reference) == 6
    assert reference in sentence
    assert "Reload the page" in sentence
    assert "KeyError" not in sentence
    assert "row 17" not in sentence


@pytest.mark.parametrize("kind", [DatabaseUnavailable, NotSaved])
def test_what_the_database_says_is_shown_in_its_own_words(kind: type[Exception]) -> None:
    assert shown(kind("The disk is full. Free some space.")) == "The disk is full. Free some space."
