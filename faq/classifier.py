"""Which answer do the words point to? Two ways of learning are taken and the geometric mean of
their chances: they err differently, and of what neither has heard naive Bayes makes the better
guess.

Learnt from the corpus when it is loaded: no model file, no chance in it.
"""

from collections.abc import Iterable, Sequence

from faq.bayes import bayes
from faq.features import Features, features
from faq.lexicon import Token, Tokens, stopwords
from faq.linear import mean
from faq.regression import regression


class Classifier:
    """Learns from (label, tokens) examples; deterministic: same examples, same chances."""

    def __init__(self, examples: Iterable[tuple[str, Tokens]]) -> None:
        seen = [(label, features(tokens)) for label, tokens in examples]
        self.labels = sorted({label for label, _ in seen})
        self._features = Features(found for _, found in seen)
        number = {label: i for i, label in enumerate(self.labels)}
        learnt = [(number[label], self._features.vector(found)) for label, found in seen]
        size = (len(self.labels), len(self._features))
        self._model = mean(regression(learnt, *size), bayes(learnt, *size))

    def chances(self, tokens: Sequence[Token]) -> dict[str, float]:
        """Probability of each label; they add up to 1."""
        vector = self._features.vector(features(tokens))
        return dict(zip(self.labels, self._model.chances(vector).tolist(), strict=True))

    def knows(self, tokens: Sequence[Token]) -> bool:
        """Whether any telling word of the message stands in a phrasing."""
        return any(
            token.meaning in self._features and token.meaning not in stopwords() for token in tokens
        )
