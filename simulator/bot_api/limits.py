"""Telegram's pace: 30 messages a second over all chats, one a second to a chat with bursts."""

import math
from dataclasses import dataclass, field

from simulator.bot_api.errors import too_many_requests

_MOST_BUCKETS = 100_000


@dataclass(slots=True)
class Bucket:
    """Tokens that come back with time; a message takes one."""

    rate: float  # a second
    size: float
    tokens: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until a token is there; 0 when one is."""
        self.tokens = min(self.size, self.tokens + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.tokens >= 1 else (1 - self.tokens) / self.rate


@dataclass(slots=True)
class Limits:
    """How fast messages may come; off unless switched on."""

    on: bool = False
    overall: float = 30.0  # messages a second, over all chats
    overall_burst: float = 30.0
    per_chat: float = 1.0  # messages a second, to one chat
    per_chat_burst: float = 20.0
    _all: Bucket | None = None
    _chats: dict[int, Bucket] = field(default_factory=dict)

    def take(self, chat_id: int, now: float) -> None:
        """Count a message, `now` in monotonic seconds; raises 429 when it comes too early."""
        if not self.on:
            return
        if self._all is None:
            self._all = Bucket(self.overall, self.overall_burst, self.overall_burst, now)
        chat = self._chats.get(chat_id)
        if chat is None:
            if len(self._chats) >= _MOST_BUCKETS:
                self._chats.clear()
            chat = Bucket(self.per_chat, self.per_chat_burst, self.per_chat_burst, now)
            self._chats[chat_id] = chat
        seconds = max(self._all.wait(now), chat.wait(now))
        if seconds > 0:
            raise too_many_requests(math.ceil(seconds))
        self._all.tokens -= 1
        chat.tokens -= 1
