"""What the running office logs: a line each, as text or as JSON, without anybody's data.

During a turn each line tells the update's id and a digest of its chat: by it the lines of one chat
are found, and the chat's number isn't. The digest's key is derived from the bot's token.
"""

import hashlib
import logging
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta
from enum import Enum
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from pythonjsonlogger.json import JsonFormatter

from bot.monitoring.scrubbing import scrubbed, told, trace
from bot.settings import LogFormat, LogLevel
from domain.clock import ZONE

OURS = ("bot", "handlers", "web", "outbox", "conversations", "documents", "faq", "storage")
"""Other libraries' debugging lines carry messages and rows whole, so theirs begin with INFO."""
EXTRA = ("script", "outcome", "milliseconds")
FIELDS = ("update_id", "chat", *EXTRA)
_turn: ContextVar[tuple[int, str] | None] = ContextVar("the turn under way", default=None)
log = logging.getLogger(__name__)


def configure(form: LogFormat, level: LogLevel, stream: TextIO | None = None) -> None:
    """Log to `stream` (standard error) from now on, whatever is logged anywhere."""
    handler = DiscreetHandler(stream)
    handler.setFormatter(_Json() if form == "json" else _Text())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.getLevelName(level), logging.INFO))
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(True)
    sys.excepthook = _crashed
    threading.excepthook = lambda failed: _crashed(
        failed.exc_type, failed.exc_value, failed.exc_traceback
    )


@contextmanager
def during_turn(update_id: int, chat: str) -> Iterator[None]:
    """Have each line logged meanwhile tell the update and the chat's digest."""
    token = _turn.set((update_id, chat))
    try:
        yield
    finally:
        _turn.reset(token)


def chat_digest(chat_id: int, secret: str) -> str:
    """What stands for a chat in the log; without the secret it can't be told which it is."""
    key = hashlib.sha256(secret.encode()).digest()
    return hashlib.blake2b(str(chat_id).encode(), key=key, digest_size=6).hexdigest()


def discreet(record: logging.LogRecord) -> logging.LogRecord:
    """A copy of the record that can be shown to anyone, with the turn that it belongs to.

    What the code says, its form of the message and numbers, stays. The text that our code puts into
    it is scrubbed; what a library puts into its own may be a whole message, so it is left out, as
    are things that are neither.
    """
    clean = logging.makeLogRecord(
        {name: getattr(record, name) for name in ("name", "levelno", "levelname", "created")}
    )
    clean.at = datetime.fromtimestamp(record.created, ZONE).isoformat(timespec="milliseconds")
    if record.args:
        clean.msg, clean.args = record.msg, _clean_all(record.args, ours=_is_ours(record.name))
    else:
        # asyncio says in the lines that follow what a task has raised, in whatever words.
        whole = record.msg if isinstance(record.msg, BaseException) else str(record.msg)
        clean.msg = _clean(whole if isinstance(whole, BaseException) else whole.partition("\n")[0])
    for name in EXTRA:
        setattr(clean, name, _clean(getattr(record, name, None)))
    clean.update_id, clean.chat = _turn.get() or (None, None)
    if record.exc_info and record.exc_info[1] is not None:
        clean.exc_text = trace(record.exc_info[1])
    return clean


def _is_ours(logger: str) -> bool:
    return logger.partition(".")[0] in OURS or logger in ("aiohttp.access", "py.warnings")


def _clean_all(args: tuple[object, ...] | Mapping[str, object], *, ours: bool) -> Any:
    if isinstance(args, Mapping):
        return {name: _clean(value, ours=ours) for name, value in args.items()}
    return tuple(_clean(value, ours=ours) for value in args)


def _clean(value: object, *, ours: bool = True) -> object:
    match value:
        case None | int() | float():
            return value
        case BaseException():
            return told(value)
        case str() | Path() | Enum() | date() | timedelta() if ours:
            return scrubbed(str(value))
        case _:
            return f"<{type(value).__qualname__}>"


class _Text(logging.Formatter):
    """`2026-11-28T09:30:00.000-03:00 INFO bot.run: [update 7 of 1f2e…] what is said`."""

    def __init__(self) -> None:
        super().__init__("%(at)s %(levelname)s %(name)s: %(turn)s%(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Put the turn before what is said."""
        known = record.update_id is not None  # type: ignore[attr-defined]
        record.turn = f"[update {record.update_id} of {record.chat}] " if known else ""  # type: ignore[attr-defined]
        return super().format(record)


class _Json(JsonFormatter):
    """One JSON object a line, of the fields that are known."""

    def __init__(self) -> None:
        super().__init__(
            ("at", "levelname", "name", "message", *FIELDS),
            rename_fields={"levelname": "level", "name": "logger", "exc_info": "trace"},
            json_ensure_ascii=False,
        )

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        """Leave out what is not known."""
        return {name: value for name, value in log_data.items() if value not in (None, "")}


class DiscreetHandler(logging.StreamHandler[TextIO]):
    """Writes each record as `discreet` has it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without anybody's data."""
        return super().format(discreet(record))

    def handleError(self, record: logging.LogRecord) -> None:
        """Tell of a line that can't be written, without the line."""
        kind = sys.exc_info()[0]
        sys.stderr.write(f"a log line of {record.name} can't be written: {kind}\n")


def _crashed(
    kind: type[BaseException], error: BaseException | None, at: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.critical("the process ends by an error", exc_info=(kind, error or kind(), at))
