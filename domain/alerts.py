"""What whoever runs the office is told of: when an alert begins, when it ends, each once.

A condition that has held for its rule's `hold` is told; one that was told ends when it has been
away for `clear`, so that what comes and goes is one alert and not twenty.
"""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum


class AlertKind(StrEnum):
    """What an alert is about."""

    MAIL_AWAY = "mail_away"
    TELEGRAM_AWAY = "telegram_away"
    UPDATES_WAITING = "updates_waiting"
    OWED = "owed"
    SILENCE = "silence"
    CLAIMS = "claims"
    RATES = "rates"
    IMPORT_REFUSED = "import_refused"
    LATE_NOTICES = "late_notices"
    DISK = "disk"
    CERTIFICATE = "certificate"


STAFF_KINDS = frozenset(
    {AlertKind.CLAIMS, AlertKind.RATES, AlertKind.IMPORT_REFUSED, AlertKind.LATE_NOTICES}
)
"""What the office's staff mends; the rest is for who looks after the machine."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How long a condition must hold to be told, and be away to be over."""

    hold: timedelta = timedelta(0)
    clear: timedelta = timedelta(0)


_MINUTE = timedelta(minutes=1)
RULES = {
    # With a look a minute, and ten seconds for an answer, it is told within five minutes.
    AlertKind.MAIL_AWAY: Rule(3 * _MINUTE, 5 * _MINUTE),
    AlertKind.TELEGRAM_AWAY: Rule(3 * _MINUTE, 5 * _MINUTE),
    AlertKind.UPDATES_WAITING: Rule(5 * _MINUTE, 10 * _MINUTE),
    # A sender that has just begun may still take up what is owed.
    AlertKind.OWED: Rule(2 * _MINUTE, 5 * _MINUTE),
    # Telegram keeps what was written while the office was closed: it comes when it opens.
    AlertKind.SILENCE: Rule(10 * _MINUTE),
    AlertKind.DISK: Rule(5 * _MINUTE, 30 * _MINUTE),
}
"""Those that are not here are told at once, and over at once."""
UNSEEN = timedelta(minutes=10)
"""What was not looked at for so long (nobody led) has to hold anew before it is told."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What an alert is about; `about` tells several of a kind apart."""

    kind: AlertKind
    about: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What a look found: whether there is something to tell, and the words for it."""

    subject: Subject
    holds: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Episode:
    """One time that a condition held. Not told yet, it is forgotten when the condition ends.

    Attributes:
        id: its number in the table; 0 while it isn't kept.
        clear_since: since when the condition is away, while it isn't over.
    """

    since: datetime
    seen_at: datetime
    detail: str = ""
    told_at: datetime | None = None
    clear_since: datetime | None = None
    ended_at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Alert:
    """An episode that was told, for a list. `reached` says by how many ways it got out."""

    subject: Subject
    episode: Episode
    reached: int = 0


def follow(
    rule: Rule, episode: Episode | None, condition: Condition, now: datetime
) -> Episode | None:
    """The episode as it is after this look: begun, told, ended, forgotten (None) or as it was."""
    if not condition.holds:
        return None if episode is None else _cleared(rule, episode, now)
    if episode is None or (episode.told_at is None and now - episode.seen_at > UNSEEN):
        begun = Episode(now, now, id=episode.id if episode else 0)
        return _held(rule, begun, condition.detail, now)
    return _held(rule, episode, condition.detail, now)


def _held(rule: Rule, episode: Episode, detail: str, now: datetime) -> Episode:
    if episode.told_at is not None:
        return replace(episode, clear_since=None)
    told = now if now - episode.since >= rule.hold else None
    return replace(episode, seen_at=now, detail=detail, told_at=told)


def _cleared(rule: Rule, episode: Episode, now: datetime) -> Episode | None:
    if episode.told_at is None:
        return None
    since = episode.clear_since or now
    ended = since if now - since >= rule.clear else None
    return replace(episode, clear_since=since, ended_at=ended)


DAY_FROM, DAY_UNTIL = time(8), time(22)
"""The local hours in which people write; a quiet night is no alarm."""


def hours_of_day(since: datetime, now: datetime) -> timedelta:
    """How much of that time fell into the day, from 8 to 22 local."""
    total = timedelta(0)
    day = since.date()
    while day <= now.date():
        begins = datetime.combine(day, DAY_FROM, now.tzinfo)
        ends = datetime.combine(day, DAY_UNTIL, now.tzinfo)
        total += max(timedelta(0), min(ends, now) - max(begins, since))
        day += timedelta(days=1)
    return total


def is_silent(last_update: datetime | None, now: datetime, limit: timedelta) -> bool:
    """Whether nobody has written for so long of the day; never so at night, nor before the first.

    A limit of nothing looks at nothing. Both moments are local.
    """
    if last_update is None or not limit or not DAY_FROM <= now.time() < DAY_UNTIL:
        return False
    return hours_of_day(last_update, now) >= limit


MANY_WAITING = 100
LATELY = timedelta(minutes=10)


def updates_wait(pending: int, last_error_at: datetime | None, now: datetime) -> bool:
    """Whether Telegram can't hand updates over, or more of them wait than should."""
    failing = last_error_at is not None and now - last_error_at < LATELY
    return pending >= MANY_WAITING or (failing and pending > 0)


LEAST_FREE_BYTES = 500_000_000
LEAST_FREE_SHARE = 0.05


def disk_is_low(free: int, total: int) -> bool:
    """Whether a disk is almost full; both in bytes."""
    return free < LEAST_FREE_BYTES or free < total * LEAST_FREE_SHARE


CERTIFICATE_AHEAD = timedelta(days=14)


def certificate_ends(begins: datetime, ends: datetime, now: datetime) -> bool:
    """Whether a certificate should have been renewed by now: two weeks, or a fifth of a short life.

    Who renews by itself (Caddy, certbot) does so when a third of the life is left.
    """
    return ends - now < min(CERTIFICATE_AHEAD, (ends - begins) / 5)
