"""Puts unanswered messages that are alike together, so that staff read each question once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from faq.lexicon import stopwords
from faq.matcher import Matcher
from faq.normalise import words
from faq.sounds import sound, stem

_ALIKE = 75.0
"""Likeness (0 to 100) from which two messages are taken for the same question."""


@dataclass(frozen=True, slots=True)
class Group:
    """Messages that ask the same thing, the most typical first; `suggestion` is the label of
    the entry they are nearest to, if any."""

    representative: str
    members: tuple[str, ...]
    suggestion: str | None

    @property
    def size(self) -> int:
        """How many messages are in the group, repeated ones counted each time."""
        return len(self.members)


def group(messages: Iterable[str], matcher: Matcher) -> tuple[Group, ...]:
    """Groups of alike messages, the largest first; every message is in exactly one."""
    kept: list[tuple[str, list[str]]] = []
    for message in messages:
        key = _key(message)
        alike = _nearest(key, [each for each, _ in kept])
        if alike is None:
            kept.append((key, [message]))
        else:
            kept[alike][1].append(message)
    groups = []
    for _, members in kept:
        typical = _typical(members)
        groups.append(Group(typical, _first(typical, members), matcher.nearest(typical)))
    return tuple(sorted(groups, key=lambda each: -each.size))


def _key(message: str) -> str:
    roots = [stem(sound(word)) for word in words(message)]
    return " ".join(root for root in roots if root not in stopwords()) or " ".join(roots)


def _nearest(key: str, others: Sequence[str]) -> int | None:
    hit = process.extractOne(key, others, scorer=fuzz.token_sort_ratio, score_cutoff=_ALIKE)
    return hit[2] if hit is not None else None


def _typical(members: Sequence[str]) -> str:
    """The member most like the others; of equals the shortest, then the first."""
    keys = [_key(member) for member in members]
    likeness = [sum(fuzz.token_sort_ratio(key, other) for other in keys) for key in keys]
    best = max(range(len(members)), key=lambda i: (likeness[i], -len(members[i]), -i))
    return members[best]


def _first(typical: str, members: Sequence[str]) -> tuple[str, ...]:
    rest = list(members)
    rest.remove(typical)
    return (typical, *rest)
