"""Trouble on order: requests that fail, hang or are lost, chats that have blocked the bot."""

import random
import zlib
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from simulator.bot_api.errors import ApiError, forbidden

Trouble = Literal["500", "502", "reset", "hang", "lost", "hang_after"]
"""`reset` and `hang` come before the request is carried out; `lost` (the connection breaks) and
`hang_after` when it has been, so that the sender can't know."""

TROUBLES: tuple[Trouble, ...] = get_args(Trouble)
_SCALE = 2**32


@dataclass(slots=True)
class NextError:
    """An error that the next fitting requests get: a line of the script."""

    status: int
    description: str
    retry_after: int | None = None
    method: str | None = None
    chat_id: int | None = None
    times: int = 1


@dataclass(slots=True)
class Faults:
    """What goes wrong, and how often; nothing by default. Updates are never held back."""

    blocked_share: float = 0.0  # of chats, always the same ones for a seed
    failing_share: float = 0.0  # of requests
    troubles: tuple[Trouble, ...] = ("500", "502", "reset", "hang", "lost", "hang_after")
    hang_seconds: float = 30.0
    latency: float = 0.0  # seconds, each request
    methods: tuple[str, ...] | None = None  # which fail; None is all but getUpdates
    seed: int = 1
    script: list[NextError] = field(default_factory=list)
    _chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311

    def configure(self, wanted: dict[str, Any]) -> None:
        """Set from JSON; raises ValueError for what it doesn't know."""
        troubles = tuple(wanted.get("troubles", TROUBLES))
        unknown = set(troubles) - set(TROUBLES)
        if unknown:
            raise ValueError(f"unknown troubles: {', '.join(sorted(unknown))}")
        methods = wanted.get("methods")
        self.troubles = troubles
        self.blocked_share = float(wanted.get("blocked_share", 0))
        self.failing_share = float(wanted.get("failing_share", 0))
        self.hang_seconds = float(wanted.get("hang_seconds", 30))
        self.latency = float(wanted.get("latency", 0))
        self.methods = None if methods is None else tuple(methods)
        self.seed = int(wanted.get("seed", 1))
        self.script = [NextError(**line) for line in wanted.get("script", [])]
        self._chance = random.Random(self.seed)  # noqa: S311

    def blocks(self, chat_id: int) -> bool:
        """Whether this chat belongs to the share that has blocked the bot."""
        if not self.blocked_share:
            return False
        return zlib.crc32(f"{self.seed}:{chat_id}".encode()) < self.blocked_share * _SCALE

    def scripted(self, method: str, chat_id: int) -> ApiError | None:
        """The error that the script has for this request, used up by asking."""
        for line in self.script:
            if line.method in (None, method) and line.chat_id in (None, chat_id):
                line.times -= 1
                if line.times <= 0:
                    self.script.remove(line)
                return ApiError(line.status, line.description, line.retry_after)
        return None

    def draw(self, method: str) -> Trouble | None:
        """What befalls this request, by chance."""
        if not self.failing_share or not self.troubles:
            return None
        if method not in self.methods if self.methods is not None else method == "getUpdates":
            return None
        if self._chance.random() >= self.failing_share:
            return None
        return self._chance.choice(self.troubles)

    def check_blocked(self, chat_id: int) -> None:
        """Raise 403 for a chat of the blocked share."""
        if self.blocks(chat_id):
            raise forbidden("bot was blocked by the user")
