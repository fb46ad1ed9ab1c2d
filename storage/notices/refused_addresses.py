"""Subscribers' addresses that are refused: kept pending, ended, held back, decided by the staff."""

from collections.abc import Sequence
from datetime import datetime

from tortoise.transactions import in_transaction

from domain.messages import Note
from domain.refused_addresses import Refused
from storage import tables
from storage.engine.database import run
from storage.engine.moments import stored
from storage.notices.subscriptions import tell_user
from storage.people.users import folded

ENDED, KEPT = "ended", "kept"
_NOTE = (
    "INSERT INTO refused_addresses (key, user_id, domain, reason, refused_at, outcome)"
    " VALUES (?, ?, ?, ?, ?, '') ON CONFLICT (key) DO NOTHING RETURNING id"
)
_BY_DOMAIN = """
    SELECT domain, COUNT(DISTINCT user_id) AS people, MAX(reason) AS reason
    FROM refused_addresses WHERE {which} GROUP BY domain ORDER BY people DESC, domain
"""
_MAILS = """
    SELECT COUNT(*) AS mails FROM outbox
    WHERE kind = 'mail' AND (sent_at >= ? OR failed_at >= ?) AND content LIKE ?
"""


async def note_refusal(address: str, reason: str, *, key: str, now: datetime) -> bool:
    """Write down that a server says of an address that it is no more, once for each mail's key.

    Returns whether it was written now: nothing is where nobody's digital invoice goes there.
    """
    email = folded(address)[: tables.EMAIL]
    user = await tables.User.filter(
        email_key=email, subscriptions__by_email=True, subscriptions__suspended_on__isnull=True
    ).first()
    if user is None:
        return False
    domain = email.rpartition("@")[2]
    return bool(await run(_NOTE, [key, user.id, domain, reason, stored(now)]))


async def refused_since(since: datetime) -> tuple[Refused, ...]:
    """Whose addresses were refused since then, by domain; those held back are not counted."""
    rows = await run(
        _BY_DOMAIN.format(which=f"held_at IS NULL AND outcome <> '{KEPT}' AND refused_at >= ?"),
        [stored(since)],
    )
    return tuple(Refused(row["domain"], int(row["people"]), row["reason"]) for row in rows)


async def mails_since(since: datetime, domain: str = "") -> int:
    """How many mails were delivered or given up since then, to all domains or to one.

    It reads the whole outbox: ask only when there is reason to.
    """
    like = f'%@{domain}"%' if domain else "%"
    [row] = await run(_MAILS, [stored(since), stored(since), like])
    return int(row["mails"])


async def failed_since(since: datetime) -> tuple[int, str]:
    """How many mails were given up or came back since then, and the last one's reason.

    It reads the whole outbox, as `mails_since`.
    """
    failed = tables.OutboxItem.filter(kind="mail", failed_at__gte=since)
    last = await failed.order_by("-failed_at", "-id").first()
    return await failed.count(), last.last_error if last else ""


async def hold_back(now: datetime) -> int:
    """Hold back all that is pending until the staff decides; returns how much it is."""
    pending = tables.RefusedAddress.filter(outcome="", held_at__isnull=True)
    return int(await pending.update(held_at=now))


async def held_back() -> tuple[Refused, ...]:
    """What waits for the staff's decision, by domain."""
    rows = await run(_BY_DOMAIN.format(which="held_at IS NOT NULL AND outcome = ''"))
    return tuple(Refused(row["domain"], int(row["people"]), row["reason"]) for row in rows)


async def end_due(before: datetime, told: Note, now: datetime) -> int:
    """End the digital invoices whose addresses were refused before then and are not held back.

    `told` goes to the chats of each person. Returns of how many people they ended.
    """
    rows = tables.RefusedAddress.filter(outcome="", held_at__isnull=True, refused_at__lte=before)
    return await _end(await rows.order_by("id"), told, now)


async def end_held(domain: str, told: Note, now: datetime) -> int:
    """End the digital invoices held back, of all domains or of one, as the staff decided."""
    return await _end(await _held(domain), told, now)


async def keep_held(domain: str, now: datetime) -> int:
    """Keep the digital invoices held back, of all domains or of one, as the staff decided.

    Returns of how many people.
    """
    rows = await _held(domain)
    ids = [row.id for row in rows]
    await tables.RefusedAddress.filter(id__in=ids).update(outcome=KEPT, decided_at=now)
    return len({row.user_id for row in rows})


async def _held(domain: str) -> Sequence[tables.RefusedAddress]:
    rows = tables.RefusedAddress.filter(outcome="", held_at__isnull=False)
    return await (rows.filter(domain=domain.casefold()) if domain else rows).order_by("id")


async def _end(rows: Sequence[tables.RefusedAddress], told: Note, now: datetime) -> int:
    people = 0
    for row in rows:
        async with in_transaction():
            people += await _end_of(row, told, now)
    return people


async def _end_of(row: tables.RefusedAddress, told: Note, now: datetime) -> bool:
    ended = await tables.Subscription.filter(
        user_id=row.user_id, by_email=True, suspended_on__isnull=True
    ).update(suspended_on=now.date())
    await tables.RefusedAddress.filter(id=row.id).update(outcome=ENDED, decided_at=now)
    if ended:
        await tell_user(row.user_id, told, key=f"refused:{row.id}", now=now)
    return bool(ended)
