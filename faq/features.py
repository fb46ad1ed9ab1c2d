"""What of a message tells its meaning: features of its tokens, and their weights."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from faq.lexicon import Token, elsewhere, everyday, stopwords

_NOTHING_OF_OURS = "#nothing-of-ours"


@dataclass(frozen=True, slots=True)
class Vector:
    """The known features of a message by their numbers, each with its weight."""

    numbers: NDArray[np.intp]
    weights: NDArray[np.float64]


def features(tokens: Sequence[Token]) -> list[str]:
    """What is said, the very words used for it (`=word`), neighbours (`a b`), pairs of telling
    words that stand near each other (`a~b`), and whether nothing of ours is spoken of."""
    meanings = [token.meaning for token in tokens]
    telling = [meaning for meaning in meanings if meaning not in stopwords()]
    found = telling + [
        f"={token.word}" for token in tokens if token.word not in {"", token.meaning}
    ]
    found += [f"{a} {b}" for a, b in pairwise(meanings)]
    for place, token in enumerate(telling):
        for other in telling[place + 1 : place + 4]:
            found.append(f"{token}~{other}" if token < other else f"{other}~{token}")
    if all(everyday(meaning) for meaning in telling):
        found.append(_NOTHING_OF_OURS)
    return found


class Features:
    """The features that are known, each with its weight: the rarer, the more it tells."""

    def __init__(self, examples: Iterable[Sequence[str]]) -> None:
        seen = [set(found) for found in examples]
        counts = Counter(feature for found in seen for feature in found)
        kept = sorted(f for f, n in counts.items() if n > 1 or (" " not in f and "~" not in f))
        self._index = {feature: i for i, feature in enumerate(kept)}
        self._weights = np.array([_weight(f, len(seen), counts[f]) for f in kept])

    def __len__(self) -> int:
        return len(self._weights)

    def __contains__(self, feature: str) -> bool:
        return feature in self._index

    def vector(self, found: Iterable[str]) -> Vector:
        """The known features of a message; their weights have length 1 all together."""
        entries = {self._index[feature] for feature in found if feature in self._index}
        numbers = np.array(sorted(entries), dtype=np.intp)
        weights = self._weights[numbers]
        return Vector(numbers, weights / (np.linalg.norm(weights) or 1.0))


def _weight(feature: str, total: int, count: int) -> float:
    weight = math.log(1 + total / count)
    if " " in feature or "~" in feature:
        return 0.6 * weight
    if feature.startswith("="):
        return 0.5 * weight
    if elsewhere(feature):
        return 2.0 * weight
    return 1.5 * weight if feature == _NOTHING_OF_OURS else weight
