"""Multinomial logistic regression: it sets the features of the labels against each other."""

from collections import Counter
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from faq.features import Vector
from faq.linear import Linear

_EPOCHS = 2
_RATE = 4.0
_DECAY = 0.75
_SURE = 0.99
"""An example already this certain teaches nothing more."""
_UNLIKELY = 0.005
"""Labels below this chance are not worth correcting."""


def regression(examples: Sequence[tuple[int, Vector]], labels: int, features: int) -> Linear:
    """Learn from (label's number, vector) examples; the same ones give the same weights."""
    model = Linear(np.zeros((features, labels)), np.zeros(labels))
    frequency = Counter(label for label, _ in examples)
    usual = len(examples) / len(frequency)
    balance = {label: min(3.0, max(0.5, usual / n)) ** 0.5 for label, n in frequency.items()}
    rate = _RATE
    waiting = list(range(len(examples)))
    for epoch in range(_EPOCHS):
        again = []
        for i in sorted(waiting, key=lambda i: crc32(b"%d %d" % (epoch, i))):
            label, vector = examples[i]
            chances = model.chances(vector)
            if chances[label] > _SURE:
                continue
            again.append(i)
            _correct(model, vector, label, chances, rate * balance[label])
        waiting = again
        rate *= _DECAY
    return model


def _correct(
    model: Linear, vector: Vector, label: int, chances: NDArray[np.float64], rate: float
) -> None:
    steps = np.where(chances > _UNLIKELY, -rate * chances, 0.0)
    steps[label] += rate
    model.rows[vector.numbers] += np.outer(vector.weights, steps)
    model.start[:] += 0.02 * steps
