"""The bars, measured: what the networks' scanners are made for."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.barcodes import MODULE_MM, in_groups, interleaved_2_of_5

PRINTABLE_WIDTH_MM = 182


def bars_of(digits: str) -> tuple[list[tuple[int, int]], int]:
    """Start and width of each bar, and the whole width, in modules."""
    svg = str(interleaved_2_of_5(digits))
    drawn = [
        (int(float(middle) - int(wide) / 2), int(wide))
        for wide, path in re.findall(r'stroke="#000" stroke-width="(\d)" d="([^"]*)"', svg)
        for middle in re.findall(r"M(\d+\.5) 0V42\.42", path)
    ]
    width = re.search(r'viewBox="0 0 (\d+) 42\.42"', svg)
    assert width
    return sorted(drawn), int(width[1])


@given(st.integers(1, 26).flatmap(lambda n: st.text("0123456789", min_size=2 * n, max_size=2 * n)))
def test_bars_and_spaces_are_narrow_or_three_times_as_wide(digits: str) -> None:
    bars, width = bars_of(digits)
    spaces = [following - (at + wide) for (at, wide), (following, _) in pairwise(bars)]
    assert {wide for _, wide in bars} <= {1, 3}
    assert set(spaces) <= {1, 3}
    assert len(bars) == 2 + 5 * len(digits) // 2 + 2
    assert bars[0][0] >= 10
    assert width - sum(bars[-1]) >= 10


@pytest.mark.parametrize("count", [42, 52])
def test_both_networks_codes_fit_between_the_margins_at_a_full_module(count: int) -> None:
    assert 0.25 <= MODULE_MM <= 0.33
    _, width = bars_of("0" * count)
    assert width * MODULE_MM <= PRINTABLE_WIDTH_MM


@pytest.mark.parametrize("digits", ["123", "12a4", "١٢", "1 23"])
def test_what_the_symbology_cannot_carry_is_refused(digits: str) -> None:
    with pytest.raises(ValueError, match="even number of digits"):
        interleaved_2_of_5(digits)


def test_digits_are_written_in_groups_for_who_keys_them_in() -> None:
    assert in_groups("0999000123") == "0999 0001 23"
