"""What is kept of how messages were understood, without personal data, for the staff."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from domain.learning import Learning
from domain.outcomes import NotUnderstood, Understood
from handlers.intents import FaqIntents


@dataclass(frozen=True, slots=True)
class IntentRecorder:
    """The listener, and where its failures and successes are noted; `mask` hides who wrote."""

    recognizer: FaqIntents
    learning: Learning
    mask: Callable[[str], str]

    async def record(self, event: NotUnderstood | Understood, key: str, now: datetime) -> None:
        """Note what was understood and what was not, masked."""
        match event:
            case NotUnderstood(text):
                masked = replace(event, text=self.mask(text))
                guess = self.recognizer.nearest(text)
                await self.learning.not_understood(masked, guess, key, now)
            case Understood():
                await self.learning.understood(event, key, now)
            case _:
                assert_never(event)
