"""Dates as people write them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.common.days import NoSuchDay, NotADay, read_day

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("hoy", (2026, 11, 24)),
        ("YA", (2026, 11, 24)),
        ("¡Mañana!", (2026, 11, 25)),
        ("manana", (2026, 11, 25)),
        ("pasado mañana", (2026, 11, 26)),
        ("dentro de 10 días", (2026, 12, 4)),
        ("en 1 dia", (2026, 11, 25)),
        ("martes", (2026, 11, 24)),
        ("el lunes", (2026, 11, 30)),
        ("este sábado", (2026, 11, 28)),
        ("24/11", (2026, 11, 24)),
        ("24-11-26", (2026, 11, 24)),
        ("24.11.2026", (2026, 11, 24)),
        ("24 11 2026", (2026, 11, 24)),
        ("24112026", (2026, 11, 24)),
        ("2026-11-24", (2026, 11, 24)),
        ("24 de noviembre", (2026, 11, 24)),
        ("24 nov", (2026, 11, 24)),
        ("3 de diciembre de 2026", (2026, 12, 3)),
        ("3 diciembre del 2026", (2026, 12, 3)),
        ("1/9", (2026, 9, 1)),  # a past day of late is plainly past
        ("1 de setiembre", (2026, 9, 1)),
        ("5/1", (2027, 1, 5)),  # in November, January is the next one
        ("24", (2026, 11, 24)),
        ("5", (2026, 12, 5)),
        ("el día 5", (2026, 12, 5)),
        ("el 20 de diciembre", (2026, 12, 20)),
        ("para el 27/11", (2026, 11, 27)),
        ("viernes 27", (2026, 11, 27)),
        ("el viernes 27 de noviembre", (2026, 11, 27)),
        ("el lunes que viene", (2026, 11, 30)),
        ("mañana a la mañana", (2026, 11, 25)),
        ("mañana temprano", (2026, 11, 25)),
        ("en una semana", (2026, 12, 1)),
        ("ayer", (2026, 11, 23)),
    ],
)
def test_days(written: str, day: tuple[int, int, int]) -> None:
    assert read_day(written, TODAY) == date(*day)


@pytest.mark.parametrize(
    "written",
    ["31/02", "31/11", "0/1", "1/13", "32", "2026-02-30", "29/2", "31 de abril", "99/99/9999"],
)
def test_no_such_day(written: str) -> None:
    with pytest.raises(NoSuchDay):
        read_day(written, TODAY)


@pytest.mark.parametrize(
    "written", ["", "nunca", "el día del arquero", "24/11/026", "1/2/3/4", "en 200 días", "12 de x"]
)
def test_no_day(written: str) -> None:
    with pytest.raises(NotADay):
        read_day(written, TODAY)


def test_the_29th_of_february_of_a_leap_year() -> None:
    assert read_day("29/2", date(2028, 2, 20)) == date(2028, 2, 29)
    assert read_day("29/02/2028", TODAY) == date(2028, 2, 29)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.dates(date(2000, 1, 1), date(2099, 1, 1)))
def test_a_whole_date_is_that_day_whenever_it_is_written(day: date, today: date) -> None:
    for written in (f"{day:%d/%m/%Y}", f"{day.day}-{day.month}-{day:%y}", day.isoformat()):
        assert read_day(written, today) == day


@given(st.text(max_size=30), st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_whatever_is_written_is_a_day_or_is_refused(written: str, today: date) -> None:
    with suppress(NoSuchDay, NotADay):
        assert isinstance(read_day(written, today), date)


@given(st.integers(0, 99), st.integers(0, 99), st.dates(date(2020, 1, 1), date(2090, 1, 1)))
def test_two_numbers_are_a_day_or_none(first: int, second: int, today: date) -> None:
    try:
        day = read_day(f"{first}/{second}", today)
    except NoSuchDay:
        return
    assert (day.day, day.month) == (first, second)
