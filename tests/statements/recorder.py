"""The statements that are run while somebody listens, and in which turn.

Tortoise logs each statement as it hands it to the driver, apart from its values, and the log of
the office knows the turn. What begins and ends a transaction is not among them.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.monitoring.logs import discreet

_LOGGER = logging.getLogger("tortoise.db_client")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it was handed to the driver; `turn` is the update's number, if it had one."""

    text: str
    values: tuple[object, ...]
    turn: int | None

    @property
    def on_one_line(self) -> str:
        """To be shown."""
        return " ".join(self.text.split())


@dataclass(slots=True)
class Statements:
    """All that were recorded, in order."""

    all: list[Statement] = field(default_factory=list)

    @property
    def of_turns(self) -> list[Statement]:
        """Those that were run to answer somebody."""
        return [one for one in self.all if one.turn is not None]


class _Handler(logging.Handler):
    def __init__(self, statements: Statements) -> None:
        super().__init__(logging.DEBUG)
        self._statements = statements

    def emit(self, record: logging.LogRecord) -> None:
        if record.msg == "%s: %s" and isinstance(record.args, tuple):
            text, values = record.args
            turn = discreet(record).update_id  # type: ignore[attr-defined]
            given = values if isinstance(values, list) else []
            if given and isinstance(given[0], list):  # one statement for several rows
                given = given[0]
            self._statements.all.append(Statement(str(text), tuple(given), turn))


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
