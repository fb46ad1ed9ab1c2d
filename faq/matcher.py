"""From a message to an answer, a 'did you mean', or an honest 'I don't know'.

    Matcher(load_corpus(), phrasings_added_at_run_time).understand("kuanto devo")
    -> Answer("estado_de_cuenta", 0.97)

Learning takes two or three seconds, so a running bot makes a new matcher in a thread.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from faq.classifier import Classifier
from faq.corpus import Corpus, Kind, Point
from faq.entered import entered
from faq.lexicon import Lexicon, Reading, Tokens
from faq.normalise import words
from faq.sounds import sound, stem

ANSWER_FROM = 0.7
"""From this chance on the bot answers; below it, it asks 'did you mean'."""
OUT_OF_SCOPE_FROM = 0.5
"""From this chance on that the message is none of our business, the bot says it can't help."""
OFFER_FROM = 0.01
"""A suggestion below this chance would only confuse."""
OFFERED = 3
ALONE_FROM = 0.995
"""The same for a word alone ('pago', 'alta'): it may be a name, or a reply to a question."""
COURTESY_FROM = 0.4
"""From this chance on, if it is the likeliest, a greeting or thanks is answered: a mistake costs
little there, and a question in return would be odd."""
_OTHERS_ODDS = 40.0
"""How many times likelier it is that a message is none of our business when it names a bill, a
password and the like as another's."""

_NOTHING = "_nothing"
"""Learnt from sentences that ask for nothing, so that they don't count for any answer."""
_FILLERS = Path(__file__).parent / "data" / "fillers.txt"
_CERTAIN = 1.0
_LONG = 26
"""A message of more words than this is also read piece by piece: the request is buried in it."""
_PIECE = 14
_STEP = 5
_PIECES = 10
_EVERY = 5
"""Each fifth phrasing is also learnt amid fillers, as a talkative person would put it."""
_PLEASE = frozenset(sound(word) for word in ("por", "favor"))


@dataclass(frozen=True, slots=True)
class Answer:
    """Understood: the entry's flow or answer is meant. `score` is the chance, 0 to 1; `point`
    is the part of the answer that was asked for, if the entry tells parts apart."""

    label: str
    score: float
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class DidYouMean:
    """Not sure: one to three entries to choose from, likeliest first."""

    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DontKnow:
    """Not understood, or nothing we can help with. `labels` are up to three entries that may be
    meant all the same, likeliest first; seldom right, but better than a shrug."""

    labels: tuple[str, ...] = ()


Understanding = Answer | DidYouMean | DontKnow


@dataclass(frozen=True, slots=True)
class Trace:
    """How a message was understood, step by step, for whoever asks why."""

    message: str
    words: tuple[str, ...]
    corrected: tuple[tuple[str, str], ...]
    tokens: tuple[str, ...]
    scores: Mapping[str, float]
    outcome: Understanding

    def __str__(self) -> str:
        corrected = ", ".join(f"{was} → {read}" for was, read in self.corrected) or "none"
        likeliest = sorted(self.scores.items(), key=lambda pair: -pair[1])[:6]
        lines = [
            f"message    {self.message}",
            f"words      {' '.join(self.words)}",
            f"corrected  {corrected}",
            f"read as    {' '.join(self.tokens)}",
            *(f"  {score:6.3f}  {label}" for label, score in likeliest),
            f"thresholds answer from {ANSWER_FROM}, out of scope from {OUT_OF_SCOPE_FROM},"
            f" offered from {OFFER_FROM}",
            f"outcome    {self.outcome}",
        ]
        return "\n".join(lines)


class Matcher:
    """Understands messages by a corpus and by phrasings added at run time.

    `extra` holds (label, phrasing) pairs; those whose label the corpus no longer has are left
    out and told in `ignored`.
    """

    def __init__(self, corpus: Corpus, extra: Iterable[tuple[str, str]] = ()) -> None:
        self._corpus = corpus
        added = list(extra)
        self.ignored = tuple(pair for pair in added if pair[0] not in corpus)
        phrasings = [(entry.label, phrasing) for entry in corpus for phrasing in entry.phrasings]
        phrasings += [pair for pair in added if pair[0] in corpus]
        fillers = _fillers()
        self._lexicon = Lexicon([phrasing for _, phrasing in phrasings] + list(fillers))
        read = [(label, self._lexicon.read(phrasing)) for label, phrasing in phrasings]
        self._known = self._recognised(read)
        asked = [pair for pair in read if corpus[pair[0]].kind is not Kind.CONTROL]
        idle = [self._lexicon.read(filler) for filler in fillers]
        examples = [(label, reading.tokens) for label, reading in asked]
        examples += [(_NOTHING, reading.tokens) for reading in idle]
        self._classifier = Classifier(examples + self._talkative(asked, idle))
        self._points = {entry.label: _rooted(entry.points) for entry in corpus if entry.points}

    def _talkative(
        self, asked: list[tuple[str, Reading]], idle: list[Reading]
    ) -> list[tuple[str, Tokens]]:
        told = []
        for i, (label, reading) in enumerate(asked):
            if i % _EVERY == 0 and self._corpus[label].kind is not Kind.SMALLTALK:
                before, after = idle[i * 7 % len(idle)], idle[(i * 13 + 5) % len(idle)]
                told.append((label, before.tokens + reading.tokens + after.tokens))
        return told

    def _recognised(self, read: list[tuple[str, Reading]]) -> dict[tuple[str, ...], str]:
        """The label of each phrasing that stands for one thing only; the words that always
        work ('cancelar', 'volver') are theirs, whatever else they may mean."""
        labels: dict[tuple[str, ...], set[str]] = {}
        for label, reading in read:
            labels.setdefault(_gist(reading), set()).add(label)
        known = {}
        for gist, found in labels.items():
            control = {label for label in found if self._corpus[label].kind is Kind.CONTROL}
            if gist and len(control or found) == 1:
                known[gist] = min(control or found)
        return known

    def understand(self, message: str) -> Understanding:
        """What the writer wants."""
        reading = self._lexicon.read(message)
        return self._decide(reading, self._scores(message, reading))

    def explain(self, message: str) -> Trace:
        """How `understand` comes to its outcome."""
        reading = self._lexicon.read(message)
        scores = self._scores(message, reading)
        return Trace(
            message=message,
            words=tuple(words(message)),
            corrected=reading.corrected,
            tokens=tuple(token.meaning for token in reading.tokens),
            scores=scores,
            outcome=self._decide(reading, scores),
        )

    def nearest(self, message: str) -> str | None:
        """The likeliest entry that answers something, however unlikely; None if no word is
        known."""
        scores = self._scores(message, self._lexicon.read(message))
        offered = self._offered(scores, at_least=0.0)
        return offered[0] if offered else None

    def _scores(self, message: str, reading: Reading) -> dict[str, float]:
        """Chance of each label; empty if no word of the message is known or it asks nothing."""
        label = self._known.get(_gist(reading))
        typed = entered(message)
        if label is not None and not (typed and self._answers(label)):
            return {label: _CERTAIN}
        if typed or not self._classifier.knows(reading.tokens):
            return {}
        scores = self._chances(reading.tokens)
        if reading.of_others:
            for each in scores.keys() - {_NOTHING}:
                scores[each] *= _OTHERS_ODDS if self._outside(each) else 1.0
        something = sum(scores.values()) - scores.pop(_NOTHING)
        return {label: score / something for label, score in scores.items()} if something else {}

    def _chances(self, tokens: Tokens) -> dict[str, float]:
        """Chances by the whole message; of a long one, half by its most telling piece."""
        whole = self._classifier.chances(tokens)
        if len(tokens) <= _LONG:
            return whole
        step = max(_STEP, (len(tokens) - _PIECE) // (_PIECES - 1))
        size = max(_PIECE, 2 * step)
        starts = range(0, len(tokens) - size + step, step)
        pieces = [self._classifier.chances(tokens[at : at + size]) for at in starts]
        telling = max(pieces, key=self._clarity)
        return {label: (chance + telling[label]) / 2 for label, chance in whole.items()}

    def _clarity(self, chances: Mapping[str, float]) -> float:
        return max(p for label, p in chances.items() if label != _NOTHING and self._answers(label))

    def _decide(self, reading: Reading, scores: Mapping[str, float]) -> Understanding:
        if not scores:
            return DontKnow()
        label = max(scores, key=lambda each: scores[each])
        outside = sum(score for each, score in scores.items() if self._outside(each))
        if self._outside(label):
            if label != self._corpus[label].counts_as and scores[label] >= ANSWER_FROM:
                return Answer(label, scores[label])
            if outside >= OUT_OF_SCOPE_FROM:
                return DontKnow(self._offered(scores, at_least=OFFER_FROM))
        elif scores[label] >= self._answer_from(label, reading):
            return Answer(label, scores[label], self._point(label, reading))
        offered = self._offered(scores, at_least=OFFER_FROM)
        return DidYouMean(offered) if offered else DontKnow()

    def _outside(self, label: str) -> bool:
        return self._corpus[label].kind is Kind.OUT_OF_SCOPE

    def _answer_from(self, label: str, reading: Reading) -> float:
        if self._corpus[label].kind is Kind.SMALLTALK:
            return COURTESY_FROM
        if len(reading.heard) == 1:
            return _CERTAIN if reading.corrected else ALONE_FROM
        return ANSWER_FROM

    def _answers(self, label: str) -> bool:
        return self._corpus[label].kind in {Kind.FLOW, Kind.FAQ, Kind.COMPLAINT}

    def _offered(self, scores: Mapping[str, float], at_least: float) -> tuple[str, ...]:
        likely = [
            label
            for label in sorted(scores, key=lambda each: -scores[each])
            if self._answers(label) and scores[label] >= at_least
        ]
        return tuple(likely[:OFFERED])

    def _point(self, label: str, reading: Reading) -> Point | None:
        """The point most of whose words are in the message."""
        best: Point | None = None
        most = 0
        for point, expressions in self._points.get(label, ()):
            held = sum(len(e) for e in expressions if reading.holds(e))
            if held > most:
                best, most = point, held
        return best


def _gist(reading: Reading) -> tuple[str, ...]:
    """A message's sounds without a 'please', to recognise a phrasing known as it stands."""
    return tuple(word for word in reading.heard if word not in _PLEASE) or reading.heard


def _rooted(points: Iterable[Point]) -> list[tuple[Point, list[tuple[str, ...]]]]:
    return [
        (point, [tuple(stem(sound(word)) for word in words(w)) for w in point.words])
        for point in points
    ]


@cache
def _fillers() -> tuple[str, ...]:
    lines = _FILLERS.read_text("utf-8").splitlines()
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))
