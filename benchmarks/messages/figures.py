"""The figures of all turns, and the table made of them."""

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.messages.contestants import AIOGRAM, PYTHON_TELEGRAM_BOT, Flood

_HEADER = (
    *("answers to", "bot", "a second", "of p-t-b's", "of aiogram's", "ms", "of p-t-b's"),
    *("alone, median ms", "p95", "of p-t-b's"),
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What a bot did in its turn in a block; `alone` are milliseconds."""

    flood: Flood
    alone: list[float]


@dataclass(slots=True)
class Figures:
    """Turns by block (what was written) and bot, one a round."""

    turns: dict[tuple[str, str], list[Turn]] = field(default_factory=dict)

    def add(self, block: str, bot: str, turn: Turn) -> None:
        """Keep a turn; each bot of a block has one in every round."""
        self.turns.setdefault((block, bot), []).append(turn)

    def table(self) -> str:
        """A Markdown table: medians over the rounds, of ratios as well."""
        return _markdown(_HEADER, self._rows())

    def growth(self, small: str, large: str) -> str:
        """A Markdown table: what a bot's figures over a large company are of those over a small."""
        rows = (
            (
                block,
                self._ratio(block, self.turns[block, large], small, _pace),
                self._ratio(block, self.turns[block, large], small, _processor),
                self._ratio(block, self.turns[block, large], small, _alone),
            )
            for block, bot in self.turns
            if bot == large and (block, small) in self.turns
        )
        return _markdown((f"{large} of {small}", "a second", "ms", "alone"), rows)

    def _rows(self) -> Iterator[tuple[str, ...]]:
        for (block, bot), turns in self.turns.items():
            alone = [wait for turn in turns for wait in turn.alone]
            yield (
                block,
                bot,
                f"{statistics.median(turn.flood.a_second for turn in turns):,.0f}",
                self._ratio(block, turns, PYTHON_TELEGRAM_BOT, _pace),
                self._ratio(block, turns, AIOGRAM, _pace),
                f"{statistics.median(turn.flood.processor_ms for turn in turns):.2f}",
                self._ratio(block, turns, PYTHON_TELEGRAM_BOT, _processor),
                f"{statistics.median(alone):.1f}",
                f"{statistics.quantiles(alone, n=20)[-1]:.1f}",
                self._ratio(block, turns, PYTHON_TELEGRAM_BOT, _alone),
            )

    def _ratio(
        self, block: str, turns: list[Turn], other: str, figure: Callable[[Turn], float]
    ) -> str:
        """The median of the ratios to what another bot did in the same block of the same round."""
        others = self.turns[block, other]
        ratios = [figure(one) / figure(beside) for one, beside in zip(turns, others, strict=True)]
        return f"{statistics.median(ratios):.2f}"


def _pace(turn: Turn) -> float:
    return turn.flood.a_second


def _processor(turn: Turn) -> float:
    return turn.flood.processor_ms


def _alone(turn: Turn) -> float:
    return statistics.median(turn.alone)


def _markdown(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(header))]
    return "\n".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    )
