"""Puts unanswered questions that are alike together, so that staff read each question once."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from domain.learning import Question
from faq.lexicon import stopwords
from faq.normalise import words
from faq.sounds import sound, stem

_ALIKE = 75.0
"""Likeness (0 to 100) from which two messages are taken for the same question."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same thing, the most typical first.

    `number` is that of the oldest question in it: the group keeps it whatever is asked meanwhile.
    `suggestion` is the label of the entry that most of them came nearest to, if any.
    """

    number: int
    questions: tuple[Question, ...]
    suggestion: str | None

    @property
    def members(self) -> tuple[str, ...]:
        """What was asked, the most typical first; what was repeated is repeated."""
        return tuple(one.masked for one in self.questions)

    @property
    def size(self) -> int:
        """How many questions are in the group, repeated ones counted each time."""
        return len(self.questions)


def group(questions: Iterable[Question]) -> tuple[Group, ...]:
    """Groups of alike questions, the largest first; every question is in exactly one."""
    kept: list[tuple[str, list[Question]]] = []
    for question in questions:
        key = _key(question.masked)
        alike = _nearest(key, [each for each, _ in kept])
        if alike is None:
            kept.append((key, [question]))
        else:
            kept[alike][1].append(question)
    groups = [_group(members) for _, members in kept]
    return tuple(sorted(groups, key=lambda each: (-each.size, each.number)))


def _group(members: Sequence[Question]) -> Group:
    typical = _typical([one.masked for one in members])
    ordered = (members[typical], *members[:typical], *members[typical + 1 :])
    guesses = Counter(one.guess for one in members if one.guess)
    suggestion = guesses.most_common(1)[0][0] if guesses else None
    return Group(min(one.id for one in members), ordered, suggestion)


def _key(message: str) -> str:
    roots = [stem(sound(word)) for word in words(message)]
    return " ".join(root for root in roots if root not in stopwords()) or " ".join(roots)


def _nearest(key: str, others: Sequence[str]) -> int | None:
    hit = process.extractOne(key, others, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE)
    return hit[2] if hit is not None else None


def _typical(members: Sequence[str]) -> int:
    """The place of the member most like the others; of equals the shortest, then the first."""
    keys = [_key(member) for member in members]
    likeness = [sum(fuzz.token_sort_ratio(key, other) for other in keys) for key in keys]
    return max(range(len(members)), key=lambda i: (likeness[i], -len(members[i]), -i))
