"""The answers and intents of `faq`, as the conversations know them.

A label of the corpus is an answer, a script to begin, or a word that always works.
"""

import asyncio
from collections.abc import Iterable
from typing import assert_never

from conversations.engine.catalogue import BY_INTENT
from domain.intents import (
    AnswerIntent,
    ControlIntent,
    FlowIntent,
    Intent,
    SuggestionIntent,
    UnknownIntent,
)
from domain.messages import Begin, Button, Open
from faq.corpus import Corpus, Entry, EntryButton, Kind, LinkButton
from faq.matcher import Answer, DidYouMean, DontKnow, Matcher

WORDS = {"cancelar": "cancel", "volver": "back", "menu": "menu", "persona": "person"}


class FaqIntents:
    """Understands messages by the corpus and by the phrasings that staff added."""

    def __init__(self, corpus: Corpus, matcher: Matcher) -> None:
        self._corpus = corpus
        self._matcher = matcher

    def meaning(self, text: str) -> Intent:
        """What a message means."""
        understanding = self._matcher.understand(text)
        match understanding:
            case Answer(label, _, point):
                return self._meant(label, point.answer if point else "")
            case DidYouMean(labels):
                return SuggestionIntent(tuple((self._begin(label),) for label in labels))
            case DontKnow(labels):
                return UnknownIntent(tuple((self._begin(label),) for label in labels))
            case _:
                assert_never(understanding)

    def told(self, label: str) -> Intent:
        """What stands behind a suggestion's button."""
        if label not in self._corpus:
            return UnknownIntent()
        return self._answer(self._corpus[label], "")

    def nearest(self, text: str) -> str:
        """The label that comes nearest, for the staff; '' if none does."""
        return self._matcher.nearest(text) or ""

    async def relearn(self, added: Iterable[tuple[str, str]]) -> None:
        """Learn the phrasings that staff added; a second's work, done beside the loop."""
        pairs = list(added)
        self._matcher = await asyncio.to_thread(Matcher, self._corpus, pairs)

    def _meant(self, label: str, point: str) -> Intent:
        entry = self._corpus[label]
        if label in WORDS:
            return ControlIntent(WORDS[label])
        if entry.kind is Kind.FLOW and label in BY_INTENT:
            return FlowIntent(label, BY_INTENT[label].name, entry.title)
        return self._answer(entry, point)

    def _answer(self, entry: Entry, point: str) -> AnswerIntent:
        buttons = tuple((self._button(button),) for button in entry.buttons)
        brief = entry.kind in (Kind.SMALLTALK, Kind.OUT_OF_SCOPE)
        return AnswerIntent(entry.label, point or entry.answer, buttons, brief=brief)

    def _button(self, button: EntryButton | LinkButton) -> Button:
        match button:
            case EntryButton(label):
                return self._begin(label)
            case LinkButton(title, url):
                return Open(title, url)
            case _:
                assert_never(button)

    def _begin(self, label: str) -> Begin:
        entry = self._corpus[label]
        if entry.kind is Kind.FLOW and label in BY_INTENT:
            return Begin(entry.title, BY_INTENT[label].name)
        return Begin(entry.title, "answer", (("label", label),))
