"""Plans the notices of invoices: which are owed, to whom and by which way. Safe to run at any time.

A pass goes over the subscriptions (and the chats that want reminders) in slices. A notice's key
says what it is about and for whom, so however often and from wherever a pass is run, each notice
is planned once; it is written into the ledger and the outbox in one transaction.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tortoise.transactions import in_transaction

from domain.clock import ZONE
from domain.invoices import Period
from domain.messages import Mail, Note
from domain.notices import (
    OLDEST_DUE,
    PAYMENT_DAYS,
    REMINDER_DAYS,
    Channel,
    NoticeKind,
    Planned,
    Told,
    in_time_until,
    is_news,
    only_by_day,
)
from storage import tables
from storage.engine.codec import recipient, write_content, write_period
from storage.engine.database import connection, numbered, run
from storage.engine.moments import read_moment, stored
from storage.outbox import first_due
from texts.digital_invoice import notices as texts

SLICE = 1000
Progress = Callable[[int, int], None]
"""Is told how many subscriptions and chats were looked at, and of how many."""

_INVOICE = """
    i.receipt, i.account_id, i.year, i.bimester, i.part, i.parts, i.issued, i.due, i.amount,
    a.address, u.id AS user_id, u.first_names, u.email
"""
# Of a person with several chats one is told: the last used of those that let the bot in.
_CHAT = """
    (SELECT c.id FROM chats c WHERE c.user_id = u.id AND c.blocked_at IS NULL
     ORDER BY c.last_seen_at DESC NULLS LAST, c.id LIMIT 1) AS chat_id
"""
_NEW_INVOICES = f"""
    SELECT {_INVOICE}, {_CHAT}, s.by_email, s.by_telegram, s.accepted_at,
           (SELECT MAX(CASE WHEN c.at_night_too THEN 1 ELSE 0 END) FROM chats c
            WHERE c.user_id = u.id) AS at_night_too
    FROM subscriptions s
    JOIN users u ON u.id = s.user_id
    JOIN accounts a ON a.number = s.account_id
    JOIN invoices i ON i.account_id = s.account_id
    WHERE s.id > ? AND s.id <= ? AND s.suspended_on IS NULL AND i.due >= ?
      AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.invoice_id = i.receipt
                      AND n.kind = 'new_invoice' AND n.user_id = u.id)
      AND NOT EXISTS (SELECT 1 FROM linked_accounts l WHERE l.account_id = s.account_id
                      AND l.user_id = u.id AND l.frozen_at IS NOT NULL)
    ORDER BY s.id, i.due
"""  # noqa: S608  (only constants are put together)
_WANTED = f"""
    SELECT {_INVOICE}, c.id AS chat_id, c.at_night_too{{more}}
    FROM chats c
    JOIN users u ON u.id = c.user_id
    JOIN linked_accounts l ON l.user_id = u.id
    JOIN accounts a ON a.number = l.account_id
    JOIN invoices i ON i.account_id = l.account_id
    {{joins}}
    WHERE c.id > ? AND c.id <= ? AND c.blocked_at IS NULL
      AND l.frozen_at IS NULL AND {{condition}}
    ORDER BY c.id, i.due
"""  # noqa: S608
_REMINDERS = _WANTED.format(
    more="",
    joins="",
    condition="c.wants_reminders AND i.due >= ? AND i.due <= ?",
)
_PAYMENTS = _WANTED.format(
    more=", p.id AS payment_id, p.amount AS paid, p.paid_on",
    joins="JOIN payments p ON p.invoice_id = i.receipt",
    condition="c.wants_payments AND p.paid_on >= ? AND p.reversed_on IS NULL",
)
_NEXT_SUBSCRIPTIONS = "SELECT id FROM subscriptions WHERE id > ? ORDER BY id LIMIT ?"
_NEXT_CHATS = """
    SELECT id FROM chats WHERE id > ? AND (wants_reminders OR wants_payments) ORDER BY id LIMIT ?
"""
# What was sent before a restore is known by its key (`storage.backup.replay`): it is counted now.
_OUTBOX = """
    INSERT INTO outbox
    (key, kind, chat_id, recipient, content, planned_at, due_at, bulk, by_day, about, period,
     in_time_until, attempts, last_error)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '')
    ON CONFLICT (key) DO UPDATE SET about = excluded.about, period = excluded.period,
        in_time_until = excluded.in_time_until
    WHERE outbox.period IS NULL
"""
_NOTICE = """
    INSERT INTO notices (key, kind, invoice_id, user_id, channel, planned_at, in_time_until)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class _Due:
    """A notice about to be planned."""

    key: str
    kind: NoticeKind
    channel: Channel
    receipt: str
    period: Period
    user_id: int
    content: Mail | Note
    chat_id: int | None
    by_day: bool = False
    in_time_until: datetime | None = None


async def plan_notices(
    now: datetime, *, dry_run: bool = False, progress: Progress | None = None
) -> Planned:
    """Plan every notice that is owed and not planned yet; with `dry_run`, only count them."""
    subscriptions = await tables.Subscription.all().count()
    chats = await tables.Chat.all().count()
    total, seen, planned = subscriptions + chats, 0, Planned()
    for statement, find in ((_NEXT_SUBSCRIPTIONS, _new_invoices), (_NEXT_CHATS, _wanted)):
        after = -(2**62)
        while ids := [row["id"] for row in await run(statement, [after, SLICE])]:
            due = await find(after, ids[-1], now)
            planned = _plus(planned, await _fresh(due), now)
            if not dry_run:
                await _write(due, now)
            after, seen = ids[-1], seen + len(ids)
            if progress is not None:
                progress(seen, total)
    if progress is not None:
        progress(total, total)
    return planned


async def fall_back_to_mail(key: str, now: datetime) -> bool:
    """Plan by mail the new invoice whose Telegram notice can't be delivered, if no mail told it.

    `key` is the outbox's. Returns whether a mail was planned now.
    """
    notice = await tables.Notice.get_or_none(
        key=key, kind=NoticeKind.NEW_INVOICE, channel=Channel.TELEGRAM
    )
    if notice is None or notice.user_id is None:
        return False
    [row] = await run(
        f"SELECT {_INVOICE} FROM invoices i JOIN accounts a ON a.number = i.account_id"  # noqa: S608
        " JOIN users u ON u.id = ? WHERE i.receipt = ?",
        [notice.user_id, notice.invoice_id],
    )
    due = [_by_mail(row)]
    fresh = await _fresh(due)
    await _write(due, now)
    return bool(fresh)


async def _new_invoices(after: int, last: int, now: datetime) -> list[_Due]:
    """What is owed to the subscriptions of a slice, by the ways they chose."""
    today = now.astimezone(ZONE).date()
    rows = await run(_NEW_INVOICES, [after, last, today - timedelta(days=OLDEST_DUE)])
    owed: list[_Due] = []
    for row in rows:
        accepted = read_moment(row["accepted_at"])
        assert accepted is not None
        subscribed = accepted.astimezone(ZONE).date()
        if not is_news(_day(row["issued"]), _day(row["due"]), subscribed, today):
            continue
        reached = bool(row["by_telegram"]) and row["chat_id"] is not None
        if reached:
            owed.append(_by_chat(row, now))
        if row["by_email"] or not reached:  # a chat that is gone falls back to the mail
            owed.append(_by_mail(row))
    return owed


async def _wanted(after: int, last: int, now: datetime) -> list[_Due]:
    """Reminders and payments for the chats of a slice that want them."""
    today = now.astimezone(ZONE).date()
    until = today + timedelta(days=REMINDER_DAYS)
    rows = await run(_REMINDERS, [after, last, today, until])
    paid = await _paid({row["receipt"] for row in rows})
    owed: list[_Due] = []
    for row in rows:
        told = _told(row)
        left = told.amount - paid.get(told.receipt, Decimal(0))
        if left > 0:
            note = texts.reminder_note(replace(told, amount=left), today)
            owed.append(_wish(row, NoticeKind.REMINDER, told.receipt, note, now))
    since = today - timedelta(days=PAYMENT_DAYS)
    for row in await run(_PAYMENTS, [after, last, since]):
        note = texts.payment_note(_told(row), _money(row["paid"]), _day(row["paid_on"]))
        about = f"{row['receipt']}:{row['payment_id']}"
        owed.append(_wish(row, NoticeKind.PAYMENT_RECEIVED, about, note, now))
    return owed


def _by_chat(row: dict[str, Any], now: datetime) -> _Due:
    told = _told(row)
    deadline = in_time_until(told.due)
    return _Due(
        _key(NoticeKind.NEW_INVOICE, told.receipt, row, Channel.TELEGRAM),
        NoticeKind.NEW_INVOICE,
        Channel.TELEGRAM,
        told.receipt,
        told.period,
        row["user_id"],
        texts.new_invoice_note(told),
        row["chat_id"],
        only_by_day(now, bool(row["at_night_too"]), deadline),
        deadline,
    )


def _by_mail(row: dict[str, Any]) -> _Due:
    told = _told(row)
    return _Due(
        _key(NoticeKind.NEW_INVOICE, told.receipt, row, Channel.EMAIL),
        NoticeKind.NEW_INVOICE,
        Channel.EMAIL,
        told.receipt,
        told.period,
        row["user_id"],
        replace(texts.new_invoice_mail(told), to=row["email"]),
        None,
        in_time_until=in_time_until(told.due),
    )


def _wish(row: dict[str, Any], kind: NoticeKind, about: str, note: Note, now: datetime) -> _Due:
    return _Due(
        _key(kind, about, row, Channel.TELEGRAM),
        kind,
        Channel.TELEGRAM,
        row["receipt"],
        _period(row),
        row["user_id"],
        note,
        row["chat_id"],
        only_by_day(now, bool(row["at_night_too"])),
    )


def _key(kind: NoticeKind, about: str, row: dict[str, Any], channel: Channel) -> str:
    return f"notice:{kind}:{about}:{row['user_id']}:{channel}"


async def _fresh(due: Sequence[_Due]) -> list[_Due]:
    """Those of which none of the same key was planned before; of two with one key, one."""
    known: set[str] = set()
    for start in range(0, len(due), SLICE):
        keys = [one.key for one in due[start : start + SLICE]]
        known |= {notice.key for notice in await tables.Notice.filter(key__in=keys).only("key")}
    return [one for one in {one.key: one for one in due}.values() if one.key not in known]


async def _write(due: Iterable[_Due], now: datetime) -> None:
    planned = stored(now)
    items, ledger = [], []
    for one in due:
        kind, content = write_content(one.content)
        first, to = stored(first_due(now, one.by_day)), recipient(one.content)
        deadline = None if one.in_time_until is None else stored(one.in_time_until)
        counted = [one.kind, write_period(one.period), deadline]
        items.append(
            [one.key, kind, one.chat_id, to, content, planned, first, True, one.by_day, *counted]
        )
        ledger.append([one.key, one.kind, one.receipt, one.user_id, one.channel, planned, deadline])
    if items:
        async with in_transaction():
            await connection().execute_many(numbered(_OUTBOX), items)
            await connection().execute_many(numbered(_NOTICE), ledger)


async def _paid(receipts: set[str]) -> dict[str, Decimal]:
    """What was paid of each invoice; added up here, as SQLite can't add exactly."""
    paid: dict[str, Decimal] = {}
    for row in await tables.Payment.filter(invoice_id__in=list(receipts), reversed_on__isnull=True):
        paid[row.invoice_id] = paid.get(row.invoice_id, Decimal(0)) + row.amount
    return paid


def _plus(planned: Planned, fresh: Sequence[_Due], now: datetime) -> Planned:
    def count(kind: NoticeKind) -> int:
        return sum(one.kind is kind for one in fresh)

    late = sum(one.in_time_until is not None and one.in_time_until <= now for one in fresh)
    return Planned(
        planned.new_invoices + count(NoticeKind.NEW_INVOICE),
        planned.reminders + count(NoticeKind.REMINDER),
        planned.payments + count(NoticeKind.PAYMENT_RECEIVED),
        planned.late + late,
    )


def _told(row: dict[str, Any]) -> Told:
    return Told(
        row["first_names"],
        row["account_id"],
        row["address"],
        row["receipt"],
        _period(row),
        _day(row["due"]),
        _money(row["amount"]),
    )


def _period(row: dict[str, Any]) -> Period:
    return Period(row["year"], row["bimester"], row["part"], row["parts"])


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _money(value: object) -> Decimal:
    return Decimal(str(value))
