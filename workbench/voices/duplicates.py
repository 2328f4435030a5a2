"""Which statements may say the same: a hint for whoever merges them, never more."""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import scipy

from workbench.voices.activities.rules import DuplicateRules

WORD = re.compile(r"[^\W\d_][\w'’]+")
SHORT = 3


class Likeness(NamedTuple):
    """Two texts by their places in the list, and the cosine of their TF-IDF weights, 0 to 1."""

    first: int
    second: int
    cosine: float


def near_duplicates(texts: Sequence[str], rules: DuplicateRules) -> tuple[Likeness, ...]:
    """The pairs of texts whose cosine reaches the threshold, the likest first, up to a number.

    Weights are (1 + log tf) times (log((1 + n)/(1 + df)) + 1), scaled to length 1, over the words
    of each text (Salton and Buckley, "Term-weighting approaches in automatic text retrieval",
    Information Processing & Management 24, 1988).
    """
    weights = tf_idf(texts, frozenset(rules.stop_words))
    if weights is None:
        return ()
    likeness = scipy.sparse.triu(weights @ weights.T, k=1).tocoo()
    pairs = [
        Likeness(int(i), int(j), min(1.0, float(c)))
        for i, j, c in zip(likeness.row, likeness.col, likeness.data, strict=True)
        if c >= rules.cosine
    ]
    return tuple(
        sorted(pairs, key=lambda pair: (-pair.cosine, pair.first, pair.second))[: rules.most]
    )


def tf_idf(texts: Sequence[str], stop: frozenset[str]) -> "scipy.sparse.csr_matrix | None":
    """The weights (texts x terms), each row of length 1 or 0; None when there are no terms.

    The words of `stop` are left out: two sentences share them without sharing a subject.
    """
    terms = [_terms(text, stop) for text in texts]
    index: dict[str, int] = {}
    for own in terms:
        for term in own:
            index.setdefault(term, len(index))
    if not index:
        return None
    rows = np.repeat(np.arange(len(texts)), [len(own) for own in terms])
    columns = np.array([index[term] for own in terms for term in own])
    counts = scipy.sparse.csr_matrix(
        (np.ones(len(columns)), (rows, columns)), shape=(len(texts), len(index))
    )
    counts.sum_duplicates()
    found_in = np.bincount(counts.indices, minlength=len(index))
    rarity = np.log((1 + len(texts)) / (1 + found_in)) + 1
    counts.data = (1 + np.log(counts.data)) * rarity[counts.indices]
    length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    return scipy.sparse.csr_matrix(scipy.sparse.diags(scale) @ counts)


def _terms(text: str, stop: frozenset[str]) -> list[str]:
    return [_singular(word) for word in WORD.findall(text.casefold()) if word not in stop]


def _singular(word: str) -> str:
    """A word without the ending that tells one from many, as far as English spells it simply."""
    plural = len(word) > SHORT and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word
