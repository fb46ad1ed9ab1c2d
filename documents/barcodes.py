"""Interleaved 2 of 5, as the cash networks' scanners read it, drawn as strokes of an SVG.

Two digits share five bars and five spaces: the first digit is in the bars' widths, the second in
the spaces'. The code is measured in modules, the width X of a narrow bar.
"""

from collections.abc import Iterator

from markupsafe import Markup

MODULE_MM = 0.33
"""X: at 203 dpi, a cash desk's usual printer, a narrow bar still is more than two dots wide."""

WIDE = 3
"""A wide bar's modules: the widest ratio the symbology allows, and the easiest to read."""

QUIET_ZONE = 10
"""The blank modules that a scanner needs on either side."""

HEIGHT_MM = 14

_NARROW_OR_WIDE = {
    "0": "nnwwn", "1": "wnnnw", "2": "nwnnw", "3": "wwnnn", "4": "nnwnw",
    "5": "wnwnn", "6": "nwwnn", "7": "nnnww", "8": "wnnwn", "9": "nwnwn",
}  # fmt: skip


def interleaved_2_of_5(digits: str, title: str = "Código de barras") -> Markup:
    """Draw digits as an SVG of its exact printed size, quiet zones included.

    What it is and its digits are told to who doesn't see it.

    Raises:
        ValueError: the digits are not an even number of decimal digits.
    """
    if len(digits) % 2 or not (digits.isascii() and digits.isdecimal()):
        raise ValueError(f"Interleaved 2 of 5 takes an even number of digits, not {digits!r}")
    high = HEIGHT_MM / MODULE_MM
    at = QUIET_ZONE
    bars: dict[int, list[str]] = {1: [], WIDE: []}
    for bar, space in _modules(digits):
        bars[bar].append(f"M{at + bar / 2} 0V{high:.2f}")
        at += bar + space
    width = at + QUIET_ZONE
    # A stroke for each bar, from its middle: WeasyPrint takes half as long as over rectangles.
    return Markup(
        '<svg class="barcode" xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges" '
        'viewBox="0 0 {width} {high:.2f}" width="{mm:.2f}mm" height="{height}mm">'
        "<title>{title}: {digits}</title>"
        '<rect fill="#fff" width="{width}" height="{high:.2f}"/>'
        '<path stroke="#000" stroke-width="1" d="{narrow}"/>'
        '<path stroke="#000" stroke-width="{wide}" d="{wide_bars}"/></svg>'
    ).format(
        width=width,
        high=high,
        mm=width * MODULE_MM,
        height=HEIGHT_MM,
        title=title,
        digits=in_groups(digits),
        narrow="".join(bars[1]),
        wide=WIDE,
        wide_bars="".join(bars[WIDE]),
    )


def _modules(digits: str) -> Iterator[tuple[int, int]]:
    """The width of each bar and of the space after it: start, pairs of digits, stop."""
    yield from [(1, 1), (1, 1)]
    for first, second in zip(digits[::2], digits[1::2], strict=True):
        pattern = zip(_NARROW_OR_WIDE[first], _NARROW_OR_WIDE[second], strict=True)
        for bar, space in pattern:
            yield (WIDE if bar == "w" else 1), (WIDE if space == "w" else 1)
    yield from [(WIDE, 1), (1, 0)]


def in_groups(digits: str, size: int = 4) -> str:
    """Write digits in groups, for a cashier who keys them in: '0999 0001 23'."""
    return " ".join(digits[start : start + size] for start in range(0, len(digits), size))
