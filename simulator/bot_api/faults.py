"""Trouble on order: requests that fail, hang or are lost, chats that have blocked the bot."""

import random
import zlib
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, get_args

from simulator.bot_api.errors import ApiError, forbidden, too_many_requests, unauthorized
from simulator.feed import Signal

Trouble = Literal[
    "429", "500", "502", "401", "403", "403_html",
    "html", "no_result", "half", "empty",
    "reset", "hang", "lost", "hang_after",
]  # fmt: skip
"""What may befall a request. Nothing of it is carried out but with `lost` (then the connection
breaks) and `hang_after` (then the answer waits), so that the sender can't know.

`502` and `403_html` are a proxy's pages; `html`, `no_result`, `half` and `empty` come with HTTP
200, as from a page to log in to a network, or cut short: `garbage` stands for these four. `hang`
and `hang_after` last until the trouble is set anew, the sender gives up, or for `hang_seconds`.
"""

GARBAGE: tuple[Trouble, ...] = ("html", "no_result", "half", "empty")
TROUBLES: tuple[Trouble, ...] = get_args(Trouble)
_USUAL: tuple[Trouble, ...] = ("500", "502", "reset", "hang", "lost", "hang_after")
_SCALE = 2**32


class ForeignAnswer(Exception):
    """What goes out is not the Bot API's answer: HTTP status, body and content type."""

    def __init__(self, status: int, body: str, content_type: str = "text/html") -> None:
        super().__init__(f"HTTP {status}, {content_type}")
        self.status = status
        self.body = body
        self.content_type = content_type


_FOREIGN: dict[Trouble, tuple[int, str, str]] = {
    "502": (502, "<html><head><title>502 Bad Gateway</title></head></html>", "text/html"),
    "403_html": (403, "<html><head><title>403 Forbidden</title></head></html>", "text/html"),
    "html": (200, "<html><body>Ingresá a la red para navegar.</body></html>", "text/html"),
    "no_result": (200, '{"ok":true}', "application/json"),
    "half": (200, '{"ok":true,"result":[{"upda', "application/json"),
    "empty": (200, "", "application/json"),
}


@dataclass(slots=True)
class ScriptedAnswer:
    """What the next fitting requests are answered: a line of the script.

    An error of the Bot API, or with a `body` that very text. `skip` fitting requests go through
    before; `times` None is until the trouble is set anew. The request is carried out first where
    `carried_out` says so.
    """

    status: int = 200
    description: str = ""
    retry_after: int | None = None
    method: str | None = None
    chat_id: int | None = None
    skip: int = 0
    times: int | None = 1
    body: str | None = None
    content_type: str = "application/json"
    carried_out: bool = False

    def answer(self) -> ApiError | ForeignAnswer:
        """What goes out."""
        if self.body is not None:
            return ForeignAnswer(self.status, self.body, self.content_type)
        return ApiError(self.status, self.description, self.retry_after)


@dataclass(slots=True)
class Faults:
    """What goes wrong, and how often; nothing by default. Updates are never held back."""

    blocked_share: float = 0.0  # of chats, always the same ones for a seed
    failing_share: float = 0.0  # of requests; 1 is all, until the trouble is set anew
    troubles: tuple[Trouble, ...] = _USUAL  # one of them by chance
    hang_seconds: float = 30.0
    retry_after: int = 3  # seconds, that `429` tells to wait
    latency: float = 0.0  # seconds, each request
    methods: tuple[str, ...] | None = None  # which fail; None is all but getUpdates
    chats: tuple[int, ...] | None = None  # whose requests fail; None is all, and those of no chat
    seed: int = 1
    script: list[ScriptedAnswer] = field(default_factory=list)
    _chance: random.Random = field(default_factory=lambda: random.Random(1))  # noqa: S311
    _set_anew: Signal = field(default_factory=Signal)

    def configure(self, wanted: dict[str, Any]) -> None:
        """Set from JSON, and end what hangs; raises ValueError for what it doesn't know."""
        troubles = _named(wanted.get("troubles", _USUAL))
        script = [ScriptedAnswer(**line) for line in wanted.get("script", [])]
        methods, chats = wanted.get("methods"), wanted.get("chats")
        self.troubles = troubles
        self.script = script
        self.blocked_share = float(wanted.get("blocked_share", 0))
        self.failing_share = float(wanted.get("failing_share", 0))
        self.hang_seconds = float(wanted.get("hang_seconds", 30))
        self.retry_after = int(wanted.get("retry_after", 3))
        self.latency = float(wanted.get("latency", 0))
        self.methods = None if methods is None else tuple(methods)
        self.chats = None if chats is None else tuple(int(chat) for chat in chats)
        self.seed = int(wanted.get("seed", 1))
        self._chance = random.Random(self.seed)  # noqa: S311
        self._set_anew.notify()

    def view(self) -> dict[str, Any]:
        """What is set, as JSON."""
        names = [one.name for one in fields(self) if not one.name.startswith("_")]
        shown = {name: getattr(self, name) for name in names}
        return shown | {"script": [asdict(line) for line in self.script]}

    async def set_anew(self, seconds: float) -> bool:
        """Wait until the trouble is set anew, at most so many seconds; says whether it was."""
        return await self._set_anew.wait(seconds)

    def blocks(self, chat_id: int) -> bool:
        """Whether this chat belongs to the share that has blocked the bot."""
        if not self.blocked_share:
            return False
        return zlib.crc32(f"{self.seed}:{chat_id}".encode()) < self.blocked_share * _SCALE

    def scripted(self, method: str, chat_id: int) -> ScriptedAnswer | None:
        """What the script has for this request, used up by asking."""
        for line in self.script:
            if line.method in (None, method) and line.chat_id in (None, chat_id):
                if line.skip:
                    line.skip -= 1
                    continue
                if line.times is not None:
                    line.times -= 1
                    if line.times <= 0:
                        self.script.remove(line)
                return line
        return None

    def draw(self, method: str, chat_id: int) -> Trouble | None:
        """What befalls this request, by chance."""
        if not self.failing_share or not self.troubles:
            return None
        if method not in self.methods if self.methods is not None else method == "getUpdates":
            return None
        if self.chats is not None and chat_id not in self.chats:
            return None
        if self._chance.random() >= self.failing_share:
            return None
        return self._chance.choice(self.troubles)

    def answer(self, trouble: Trouble) -> ApiError | ForeignAnswer | None:
        """What a request is answered in this trouble; None if it is no matter of an answer."""
        match trouble:
            case "429":
                return too_many_requests(self.retry_after)
            case "500":
                return ApiError(500, "Internal Server Error")
            case "401":
                return unauthorized()
            case "403":
                return forbidden("bot was blocked by the user")
            case _ if trouble in _FOREIGN:
                return ForeignAnswer(*_FOREIGN[trouble])
            case _:
                return None

    def check_blocked(self, chat_id: int) -> None:
        """Raise 403 for a chat of the blocked share."""
        if self.blocks(chat_id):
            raise forbidden("bot was blocked by the user")


def _named(troubles: Any) -> tuple[Trouble, ...]:
    names: list[Trouble] = []
    for name in troubles:
        names += GARBAGE if name == "garbage" else (name,)
    unknown = set(names) - set(TROUBLES)
    if unknown:
        raise ValueError(f"unknown troubles: {', '.join(sorted(unknown))}")
    return tuple(names)
