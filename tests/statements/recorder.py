"""The statements that are run while somebody listens, and for which chat.

Tortoise logs each statement as it hands it to the driver, apart from its values, and a chat's work
is done by a task that is named after it. What begins and ends a transaction is not among them.
"""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

_LOGGER = logging.getLogger("tortoise.db_client")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it was handed to the driver; `chat` is whose work it was part of, if any's."""

    text: str
    values: tuple[object, ...]
    chat: int | None

    @property
    def on_one_line(self) -> str:
        """To be shown."""
        return " ".join(self.text.split())


@dataclass(slots=True)
class Statements:
    """All that were recorded, in order."""

    all: list[Statement] = field(default_factory=list)

    def of(self, chat: int) -> list[Statement]:
        """Those that were run to answer a chat."""
        return [one for one in self.all if one.chat == chat]


class _Handler(logging.Handler):
    def __init__(self, statements: Statements) -> None:
        super().__init__(logging.DEBUG)
        self._statements = statements

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == "%s: %s" and isinstance(record.args, tuple):
            text, values = record.args
            given = values if isinstance(values, list) else []
            if given and isinstance(given[0], list):  # one statement for several rows
                given = given[0]
            self._statements.all.append(Statement(str(text), tuple(given), _chat()))


def _chat() -> int | None:
    task = asyncio.current_task()
    kind, _, number = (task.get_name() if task else "").partition(" ")
    return int(number) if kind == "chat" else None


@contextmanager
def recorded() -> Iterator[Statements]:
    """Record every statement of this process."""
    statements = Statements()
    handler, level, propagates = _Handler(statements), _LOGGER.level, _LOGGER.propagate
    _LOGGER.addHandler(handler)
    _LOGGER.setLevel(logging.DEBUG)
    _LOGGER.propagate = False  # they hold data
    try:
        yield statements
    finally:
        _LOGGER.removeHandler(handler)
        _LOGGER.setLevel(level)
        _LOGGER.propagate = propagates
