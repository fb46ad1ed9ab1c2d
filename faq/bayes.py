"""Naive Bayes: it goes by how often a feature was used for a label, each taken by itself."""

from collections.abc import Sequence

import numpy as np

from faq.features import Vector
from faq.linear import Linear

_UNSEEN = 0.1
"""The weight with which each feature counts as seen for each label."""


def bayes(examples: Sequence[tuple[int, Vector]], labels: int, features: int) -> Linear:
    """Learn from (label's number, vector) examples by counting; all labels are as likely."""
    seen = np.full((features, labels), _UNSEEN)
    for label, vector in examples:
        seen[vector.numbers, label] += vector.weights
    return Linear(np.log(seen) - np.log(seen.sum(axis=0)), np.zeros(labels))
