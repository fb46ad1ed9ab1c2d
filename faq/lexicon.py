"""The words the bot knows: how a message's words become telling tokens.

A word becomes the root of its sound, or the concept it stands for (`data/concepts.yaml`:
boleta, factura and bolera are one). A word that is not known is read as the known one nearest
to it, if it is near enough to be a slip of the finger.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from rapidfuzz import process
from rapidfuzz.distance import OSA

from faq.normalise import words
from faq.sounds import sound, stem

_DATA = Path(__file__).parent / "data"
_REMEMBERED = 20_000
"""Unknown words whose correction is kept at hand."""
_OTHERS = "@ajeno"
_WATER = frozenset({"@agua", "@falta_agua", "@cloaca", "@perdida_agua"})
_DOORS = frozenset({"@instagram", "@redes", "@banco", "@medio_de_pago"})
_KEYS = frozenset({"@clave", "@usuario", "@mail", "@entrar"})
"""What opens the doors of others: 'la clave del banco', 'entrar al home banking'."""
_SEARCHED = 12
"""Unknown words of one message that are searched for; more of them are no slips of the finger."""


@cache
def stopwords() -> frozenset[str]:
    """Roots of the words that carry no wish of their own (`data/stopwords.txt`)."""
    lines = (_DATA / "stopwords.txt").read_text("utf-8").splitlines()
    every = " ".join(line for line in lines if not line.startswith("#")).split()
    return frozenset(stem(sound(word)) for word in every)


class Token(NamedTuple):
    """A telling piece of a message: the concept it stands for, or else its root. The `word` as it
    sounds is kept beside it: boleta and factura are one thing, debo and debe one root, but
    they are not said for the same reasons."""

    meaning: str
    word: str = ""


Tokens = tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A message as understood word by word: its tokens, each word as it sounds, and which word
    was read as which."""

    tokens: tuple[Token, ...]
    heard: tuple[str, ...]
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def roots(self) -> tuple[str, ...]:
        """The root of each word."""
        return tuple(stem(word) for word in self.heard)

    @property
    def of_others(self) -> bool:
        """Whether a thing of ours is named as another's ('la boleta de la luz', 'pagar el gas'),
        and water isn't spoken of at all."""
        meanings = [token.meaning for token in self.tokens]
        if not _WATER.isdisjoint(meanings):
            return False
        last = ""
        since = 0
        for meaning in meanings:
            if since <= 2 and (
                (meaning == _OTHERS and last) or (meaning in _DOORS and last in _KEYS)
            ):
                return True
            if meaning == "kon":  # 'pagar con la tarjeta naranja' is paying, not another's bill
                last = ""
            elif meaning in stopwords() or meaning.isdigit():
                since += 1
            else:
                last, since = ("" if everyday(meaning) else meaning), 0
        return False

    def holds(self, expression: tuple[str, ...]) -> bool:
        """Whether these roots stand in the message side by side."""
        roots, size = self.roots, len(expression)
        return any(roots[at : at + size] == expression for at in range(len(roots) - size + 1))


@dataclass(slots=True)
class _Concepts:
    forms: dict[str, str] = field(default_factory=dict)
    roots: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    spelt: set[str] = field(default_factory=set)
    everyday: frozenset[str] = frozenset()
    elsewhere: frozenset[str] = frozenset()


@cache
def _concepts() -> _Concepts:
    found = _Concepts()
    table: dict[str, str] = yaml.safe_load((_DATA / "concepts.yaml").read_text("utf-8"))
    found.everyday = _names(table.pop("_everyday"))
    found.elsewhere = _names(table.pop("_elsewhere"))
    for name, listed in table.items():
        for expression in listed.split(","):
            only_form = expression.strip().startswith("=")
            found.spelt.update(words(expression))
            heard = [sound(word) for word in words(expression)]
            roots = tuple(stem(word) for word in heard)
            if len(heard) == 1 and only_form:
                found.forms[heard[0]] = f"@{name}"
            elif len(heard) == 1:
                found.roots.setdefault(roots[0], f"@{name}")
            else:
                found.phrases.setdefault(roots[0], []).append((roots, f"@{name}"))
    for options in found.phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return found


def _names(listed: str) -> frozenset[str]:
    return frozenset(f"@{name.strip()}" for name in listed.split(","))


def everyday(meaning: str) -> bool:
    """Whether a token is heard in any talk, of water or not."""
    return not meaning.startswith("@") or meaning in _concepts().everyday


def elsewhere(meaning: str) -> bool:
    """Whether a token says by itself that the message is none of our business."""
    return meaning in _concepts().elsewhere


class Lexicon:
    """Reads messages with the vocabulary of the concepts and of `known`, the corpus' phrasings."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        spelt = set(_concepts().spelt)
        for phrase in known:
            spelt.update(words(phrase))
        self._sounds = {sound(word) for word in spelt}
        self._roots = {stem(word) for word in self._sounds} | stopwords()
        # a finger slips on the letters, an ear on the sounds: both are searched, letters first
        self._spelt = _by_length(spelt)
        self._sounded = _by_length(self._sounds)
        self._nearest: dict[str, str | None] = {}

    def read(self, message: str) -> Reading:
        """The message's tokens."""
        corrected: list[tuple[str, str]] = []
        heard = []
        searched = 0
        for word in words(message):
            sounded = sound(word)
            if not self._knows(sounded) and searched < _SEARCHED:
                searched += word not in self._nearest
                nearest = self._correct(word)
                if nearest is not None:
                    corrected.append((word, nearest))
                    sounded = nearest
            heard.append(sounded)
        return Reading(_conceive(heard), tuple(heard), tuple(corrected))

    def _knows(self, sounded: str) -> bool:
        return (
            len(sounded) < 5
            or not sounded.isalpha()
            or sounded in self._sounds
            or stem(sounded) in self._roots
        )

    def _correct(self, word: str) -> str | None:
        """The known word, as it sounds, that an unknown one was probably meant to be."""
        if word not in self._nearest:
            if len(self._nearest) > _REMEMBERED:
                self._nearest.clear()
            meant = _search(word, self._spelt)
            self._nearest[word] = sound(meant) if meant else _search(sound(word), self._sounded)
        return self._nearest[word]


def _by_length(vocabulary: set[str]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for word in sorted(vocabulary):
        if len(word) > 3 and word.isalpha():
            found.setdefault(len(word), []).append(word)
    return found


def _search(word: str, by_length: dict[int, list[str]]) -> str | None:
    """The word at most one slip away, or two from a long one; None if there is none."""
    length = len(word)
    slips = 1 if length < 8 else 2
    best: tuple[int, bool, str] | None = None
    for near in range(length - slips, length + slips + 1):
        candidates = by_length.get(near)
        if not candidates:
            continue
        hit = process.extractOne(word, candidates, scorer=OSA.distance, score_cutoff=slips)
        if hit is None:
            continue
        # the first letter is seldom the wrong one
        found = (int(hit[1]), hit[0][0] != word[0], hit[0])
        if best is None or found < best:
            best = found
    if best is None or (best[1] and (length < 6 or best[0] > 1)):
        return None
    return best[2]


def _conceive(heard: list[str]) -> tuple[Token, ...]:
    """Roots and concepts of words written as they sound; expressions win over words."""
    concepts = _concepts()
    roots = tuple(stem(word) for word in heard)
    tokens: list[Token] = []
    at = 0
    while at < len(roots):
        for expression, concept in concepts.phrases.get(roots[at], ()):
            if roots[at : at + len(expression)] == expression:
                tokens.append(Token(concept))
                at += len(expression)
                break
        else:
            tokens.append(_token(heard[at], roots[at], concepts))
            at += 1
    return tuple(tokens)


def _token(heard: str, root: str, concepts: _Concepts) -> Token:
    if heard.isdigit():
        if len(heard) == 4 and heard[:2] in {"19", "20"}:
            return Token("#year")
        return Token("#long" if len(heard) > 5 else "#number")
    concept = concepts.forms.get(heard) or concepts.roots.get(root)
    return Token(concept or root, heard)
