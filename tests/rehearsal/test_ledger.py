"""The ledger finds what is lost and what is there twice, and nothing else."""

from uuid import UUID, uuid4

from tests.storage.made import NOON
from workbench.rehearsal.ledger import Acknowledged, Ledger
from workbench.voices.answers import Answer, Submission
from workbench.workshop.roles import Role

WORKSHOP, ANN, BOB, EVE = uuid4(), uuid4(), uuid4(), uuid4()
PEOPLE = {"ann": ANN, "bob": BOB}


def stored(person: UUID, form: str, words: str = "x") -> Submission:
    return Submission(
        key=uuid4().hex,
        workshop=WORKSHOP,
        participant=person,
        role=Role.ADVISOR,
        form=form,
        answers=(Answer(item="words", value=words),),
        sent_at=NOON,
    )


def saved(token: str, step: str, card: str = "", words: tuple[str, ...] = ()) -> Acknowledged:
    return Acknowledged(token=token, step=step, card=card, is_instrument=False, words=words)


def test_everything_there_once_is_right() -> None:
    ledger = Ledger([saved("ann", "vote", "a"), saved("bob", "vote", "a"), saved("ann", "end")])
    rows = [stored(ANN, "step:vote/a"), stored(BOB, "step:vote/a"), stored(ANN, "step:end")]
    count = ledger.count(rows, PEOPLE.get, PEOPLE)
    assert count.is_right
    assert (count.acknowledged, count.people) == (3, 2)


def test_a_missing_card_other_words_and_an_unknown_person_are_lost() -> None:
    ledger = Ledger(
        [saved("ann", "vote", "b"), saved("bob", "end", words=("mine",)), saved("zoe", "end")]
    )
    rows = [stored(ANN, "step:vote/a"), stored(BOB, "step:end", "another's")]
    assert ledger.count(rows, PEOPLE.get, PEOPLE).lost == 3


def test_a_second_row_that_no_phone_sent_is_doubled() -> None:
    ledger = Ledger([saved("ann", "end")])
    rows = [stored(ANN, "step:end"), stored(ANN, "step:end")]
    count = ledger.count(rows, PEOPLE.get, ["ann"])
    assert (count.lost, count.doubled) == (0, 1)
    ledger.note(saved("ann", "end"))  # changed and sent again
    assert ledger.count(rows, PEOPLE.get, ["ann"]).is_right


def test_answers_of_somebody_who_did_not_join_are_noticed() -> None:
    count = Ledger([]).count([stored(EVE, "step:end")], PEOPLE.get, PEOPLE)
    assert count.strangers == 1
    assert not count.is_right
