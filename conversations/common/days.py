"""Dates as people write them in a chat."""

import re
from datetime import date, timedelta

from domain.spelling import unaccented
from texts.common import formats

_NUMBERS = re.compile(r"(\d{1,2})[\s/.\-]+(\d{1,2})(?:[\s/.\-]+(\d{4}|\d{2}))?")
_WORDS = re.compile(r"(\d{1,2})(?: de)? ([a-z]+)(?:(?: de| del)? (\d{4}))?")
_AWAY = {
    **{"anteayer": -2, "ayer": -1, "hoy": 0, "hoy mismo": 0, "ya": 0, "ahora": 0},
    **{"manana": 1, "manana mismo": 1, "pasado manana": 2, "pasado": 2, "en una semana": 7},
}
_BEFORE = re.compile(r"^(?:(?:para|el|la|este|dia|proximo) )+")
_AFTER = re.compile(r" (?:que viene|proximo|a la (?:manana|tarde|noche)|(?:bien )?temprano)$")
_IN_DAYS = re.compile(r"(?:en|dentro de) (\d{1,2}) dias?")


class NoSuchDay(ValueError):
    """It has the form of a date, but the calendar has no such day (31/02)."""


class NotADay(ValueError):
    """What was written is no date."""


def read_day(written: str, today: date) -> date:
    """Read '24/11', '24-11-26', '2026-11-24', 'el 24 de noviembre', 'mañana', 'el viernes 27'.

    Without a year it is the next such day, or one of the last three months as the past day
    that it plainly is.

    Raises:
        NoSuchDay: the calendar has no such day.
        NotADay: it is no date.
    """
    text = _bare(_plain(written))
    if text in _AWAY:
        return today + timedelta(days=_AWAY[text])
    if match := _IN_DAYS.fullmatch(text):
        return today + timedelta(days=int(match[1]))
    for index, name in enumerate(formats.WEEKDAYS):
        if text == _plain(name):
            return today + timedelta(days=(index - today.weekday()) % 7)
        text = text.removeprefix(f"{_plain(name)} ")
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(text):
        return _with_year(int(match[1]), int(match[2]), match[3], today)
    if match := re.fullmatch(r"(\d{2})(\d{2})(\d{4})", text):
        return _with_year(int(match[1]), int(match[2]), match[3], today)
    months = [_plain(name) for name in formats.MONTHS]
    if match := _WORDS.fullmatch(text):
        named = [number for number, name in enumerate(months, 1) if _is_month(match[2], name)]
        if named:
            return _with_year(int(match[1]), named[0], match[3], today)
    if re.fullmatch(r"\d{1,2}", text):
        return _of_the_month(int(text), today)
    raise NotADay(written)


def _plain(text: str) -> str:
    return " ".join(unaccented(text).strip(" .!¡,").split())


def _bare(text: str) -> str:
    """Without the words that a date is said with: 'para el lunes que viene', 'mañana temprano'."""
    return _AFTER.sub("", _BEFORE.sub("", text))


def _is_month(word: str, month: str) -> bool:
    return len(word) >= 3 and (
        month.startswith(word) or (word, month) == ("setiembre", "septiembre")
    )


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDay(f"{day}/{month}/{year}") from error


def _with_year(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = _day(today.year, month, day) if (month, day) != (2, 29) else None
    if this_year is None or this_year >= today - timedelta(days=92):
        return this_year or _day(today.year, month, day)
    return _day(today.year + 1, month, day)


def _of_the_month(day: int, today: date) -> date:
    """The next day of that number: '5' said on the 24th is the 5th of the month to come."""
    first = today.replace(day=1)
    if day < today.day:
        first = (first + timedelta(days=32)).replace(day=1)
    return _day(first.year, first.month, day)
