"""Which answer do the words point to? A multinomial logistic regression over weighted word
features, learnt from the corpus' phrasings when it is loaded (no model file, no chance in it)."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

from faq.lexicon import Token, Tokens, elsewhere, everyday, stopwords

Vector = list[tuple[int, float]]

_EPOCHS = 4
_RATE = 4.0
_DECAY = 0.75
_NOTHING_OF_OURS = "#nothing-of-ours"
_SURE = 0.99
"""A phrasing already this certain teaches nothing more."""
_UNLIKELY = 0.005
"""Labels below this chance are not worth correcting."""


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


class Classifier:
    """Learns from (label, tokens) examples; deterministic: same examples, same weights."""

    def __init__(self, examples: Iterable[tuple[str, Tokens]]) -> None:
        seen = [(label, features(tokens)) for label, tokens in examples]
        self.labels = sorted({label for label, _ in seen})
        counts = Counter(f for _, found in seen for f in set(found))
        kept = [f for f, n in counts.items() if n > 1 or (" " not in f and "~" not in f)]
        self._index = {f: i for i, f in enumerate(kept)}
        total = len(seen)
        self._idf = [self._weight(f, total, counts[f]) for f in kept]
        self._rows = [[0.0] * len(self.labels) for _ in kept]
        self._bias = [0.0] * len(self.labels)
        self._learn([(self.labels.index(label), self._vector(found)) for label, found in seen])

    @staticmethod
    def _weight(feature: str, total: int, count: int) -> float:
        weight = math.log(1 + total / count)
        if " " in feature or "~" in feature:
            return 0.6 * weight
        if feature.startswith("="):
            return 0.5 * weight
        if elsewhere(feature):
            return 2.0 * weight
        return 1.5 * weight if feature == _NOTHING_OF_OURS else weight

    def _vector(self, found: Sequence[str]) -> Vector:
        entries = {self._index[f] for f in found if f in self._index}
        vector = [(i, self._idf[i]) for i in sorted(entries)]
        length = math.sqrt(sum(weight * weight for _, weight in vector)) or 1.0
        return [(i, weight / length) for i, weight in vector]

    def _learn(self, examples: list[tuple[int, Vector]]) -> None:
        frequency = Counter(label for label, _ in examples)
        usual = len(examples) / len(frequency)
        balance = {label: min(3.0, max(0.5, usual / n)) ** 0.5 for label, n in frequency.items()}
        rate = _RATE
        waiting = list(range(len(examples)))
        for epoch in range(_EPOCHS):
            again = []
            for i in sorted(waiting, key=lambda i: crc32(b"%d %d" % (epoch, i))):
                label, vector = examples[i]
                chances = self._softmax(vector)
                if chances[label] > _SURE:
                    continue
                again.append(i)
                self._step(vector, label, chances, rate * balance[label])
            waiting = again
            rate *= _DECAY

    def _step(self, vector: Vector, label: int, chances: list[float], rate: float) -> None:
        steps = [(other, -rate * p) for other, p in enumerate(chances) if p > _UNLIKELY]
        steps.append((label, rate))
        for feature, weight in vector:
            row = self._rows[feature]
            for other, step in steps:
                row[other] += weight * step
        for other, step in steps:
            self._bias[other] += 0.02 * step

    def _softmax(self, vector: Vector) -> list[float]:
        scores = self._bias
        for feature, weight in vector:
            scores = [s + weight * w for s, w in zip(scores, self._rows[feature], strict=True)]
        top = max(scores)
        powers = [math.exp(s - top) for s in scores]
        total = sum(powers)
        return [p / total for p in powers]

    def chances(self, tokens: Sequence[Token]) -> dict[str, float]:
        """Probability of each label; they add up to 1."""
        vector = self._vector(features(tokens))
        return dict(zip(self.labels, self._softmax(vector), strict=True))

    def knows(self, tokens: Sequence[Token]) -> bool:
        """Whether any telling word of the message stands in a phrasing."""
        return any(
            token.meaning in self._index and token.meaning not in stopwords() for token in tokens
        )
