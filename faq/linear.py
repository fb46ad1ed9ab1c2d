"""A linear model: each feature weighs for or against each label."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from faq.features import Vector


@dataclass(frozen=True, slots=True)
class Linear:
    """A row of weights for each feature, a weight for each label; `start` is what a label has
    before any feature is heard."""

    rows: NDArray[np.float64]
    start: NDArray[np.float64]

    def chances(self, vector: Vector) -> NDArray[np.float64]:
        """Each label's probability; they add up to 1."""
        scores = self.start + vector.weights @ self.rows[vector.numbers]
        powers: NDArray[np.float64] = np.exp(scores - scores.max())
        chances: NDArray[np.float64] = powers / powers.sum()
        return chances


def mean(one: Linear, other: Linear) -> Linear:
    """The model whose chances are the geometric mean of both."""
    return Linear((one.rows + other.rows) / 2, (one.start + other.start) / 2)
