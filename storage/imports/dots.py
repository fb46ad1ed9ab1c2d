"""How a file uses the dot in amounts: `150.349` beside `99.5` may be one or the other."""

import re

from storage.imports import values
from storage.imports.columns import Column
from storage.imports.staging import RefusedLine
from texts.staff import imports as texts

MOST = 10_000
_DECIMALS = re.compile(r"\D*\d+\.\d{1,2}\D*")
_THOUSANDS = re.compile(r"\D*[1-9]\d{0,2}\.\d{3}\D*")


class Dots:
    """What was seen so far, over all columns of amounts."""

    def __init__(self) -> None:
        self._decimals: int | None = None
        self._thousands: list[tuple[int, str, str]] = []

    def see(self, line: int, column: Column, written: str) -> None:
        """Note an amount that has a dot and no comma."""
        if "." not in written or "," in written or column.read not in values.AMOUNTS:
            return
        if self._decimals is None and _DECIMALS.fullmatch(written):
            self._decimals = line
        elif len(self._thousands) < MOST and _THOUSANDS.fullmatch(written):
            self._thousands.append((line, column.header, written.strip()))

    def doubtful(self) -> list[RefusedLine]:
        """The amounts that may be a thousand times as much, or not; the first of them."""
        if self._decimals is None:
            return []
        reason = f"{texts.MIXED_THOUSANDS}{self._decimals}"
        return [(*amount, reason) for amount in self._thousands]
