"""The database: its tables, what is loaded, what waits, the alerts that are open."""

from datetime import timedelta

from bot.clock import local_now
from bot.doctor.clock import compared
from bot.doctor.findings import Finding, Findings, bad, ok, warning
from bot.settings import Settings
from domain.interest import Rate, RateUnknown, covered_until, rate_for
from domain.overdue import worth_telling
from domain.refused_addresses import people_in
from domain.vouchers import payment_days
from storage.engine.database import (
    DRIVER_ERRORS,
    DatabaseUnreachable,
    is_sqlite,
    open_database,
    run,
    unusable,
)
from storage.engine.moments import read_moment
from storage.engine.upgrades import check_tables
from storage.monitoring.alerts import StoredAlerts
from storage.monitoring.figures import data_figures
from storage.monitoring.health import health_figures
from storage.monitoring.overdue import overdue
from storage.notices.refused_addresses import held_back
from texts.doctor import data as texts
from texts.staff import alerts as alert_texts

_KINDS = {"mail": "mails", "note": "mensajes de Telegram"}


async def look(settings: Settings) -> Findings:
    """All of it; a database that isn't there is not made."""
    url = settings.database_url.get_secret_value()
    try:
        async with open_database(url):
            await check_tables(url)
            return [
                *await _data(),
                *await _owed(),
                *await _held(),
                *await _alerts(),
                *await _clock(),
            ]
    except DatabaseUnreachable as error:
        return [bad(str(error))]
    except DRIVER_ERRORS as error:
        return [bad(str(unusable(url, error)))]


async def _data() -> Findings:
    figures = await data_figures()
    return [
        ok(texts.data(figures.accounts, figures.invoices, figures.users))
        if figures.accounts
        else bad(texts.NO_ACCOUNTS),
        _rates(figures.rates),
    ]


def _rates(rates: tuple[Rate, ...]) -> Finding:
    days = payment_days(local_now().date())
    until = covered_until(rates)
    try:
        today, _ = (rate_for(rates, day) for day in (days[0], days[-1]))
    except RateUnknown:
        return bad(texts.NO_RATES)
    if until is None or until < days[-1]:
        return warning(texts.rates_end(until or days[0]))
    return ok(texts.rate_today(today.yearly))


async def _owed() -> Findings:
    now = local_now()
    health = await health_figures(now)
    found = await overdue(now)
    late = [(name, worth_telling(found, kind)) for kind, name in _KINDS.items()]
    return [
        ok(texts.last_update(health.last_update)),
        ok(texts.owed(health.mails.owed, health.notes.owed)),
        *(warning(texts.overdue(name, alert_texts.owed(items))) for name, items in late if items),
    ]


async def _held() -> Findings:
    """Digital invoices whose address was refused in a wave, until the staff decides."""
    held = people_in(await held_back())
    return [warning(texts.held_back(held))] if held else []


async def _alerts() -> Findings:
    told = await StoredAlerts().told(local_now() + timedelta(days=1))  # the open ones alone
    return [
        warning(texts.alert_open(alert_texts.title(one.subject), one.episode.since)) for one in told
    ]


async def _clock() -> Findings:
    """A file has no clock."""
    if is_sqlite():
        return []
    before = local_now()
    [row] = await run("SELECT now() AS now")
    theirs = read_moment(row["now"])
    return [compared(texts.THE_DATABASE, theirs, before, local_now())] if theirs else []
