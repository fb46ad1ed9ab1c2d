"""`domain.notice_proof` over the tables."""

from decimal import Decimal
from typing import Any

from domain.invoices import Period
from domain.messages import Mail
from domain.notice_proof import NoticeProof, Person, ProvenNotice, ProvenSubscription
from domain.notices import Channel, NoticeKind
from storage import tables
from storage.engine.codec import read_content
from storage.engine.database import run
from storage.engine.moments import read_moment

# The outbox's row is joined loosely: a notice stays proved as planned where only it is left.
_NOTICES = """
    SELECT n.kind, n.channel, n.planned_at, n.in_time_until, n.user_id,
           u.first_names, u.surnames, u.username, u.document,
           o.id AS item, o.kind AS content_kind, o.content, o.chat_id, o.recipient, o.handed_at,
           o.sent_at, o.failed_at, o.last_error, o.attempts, o.carrier, o.message_id, o.reply
    FROM notices n
    LEFT JOIN outbox o ON o.key = n.key
    LEFT JOIN users u ON u.id = n.user_id
    WHERE n.invoice_id = ? ORDER BY n.id
"""


async def proof_of(receipt: str) -> NoticeProof | None:
    """The proof of an invoice's notices, its number as `domain.codes.receipt_number` gives it.

    None where there is no such invoice.
    """
    invoice = await tables.Invoice.get_or_none(receipt=receipt).select_related("account")
    if invoice is None:
        return None
    rows = tables.Subscription.filter(account_id=invoice.account_id).select_related("user")
    return NoticeProof(
        receipt=invoice.receipt,
        account=invoice.account_id,
        address=invoice.account.address,
        period=Period(invoice.year, invoice.bimester, invoice.part, invoice.parts),
        issued=invoice.issued,
        due=invoice.due,
        amount=Decimal(invoice.amount),
        subscriptions=tuple([_subscription(row) async for row in rows.order_by("id")]),
        notices=tuple(_notice(row) for row in await run(_NOTICES, [receipt])),
    )


def _subscription(row: tables.Subscription) -> ProvenSubscription:
    user: tables.User | None = row.user
    return ProvenSubscription(
        person=_person(user.first_names, user.surnames, user.username, user.document)
        if user
        else None,
        accepted_at=row.accepted_at,
        terms_version=row.terms_version,
        by_email=row.by_email,
        by_telegram=row.by_telegram,
        suspended_on=row.suspended_on,
    )


def _notice(row: dict[str, Any]) -> ProvenNotice:
    planned = read_moment(row["planned_at"])
    assert planned is not None
    names = [row[name] for name in ("first_names", "surnames", "username", "document")]
    failed_at = read_moment(row["failed_at"])
    return ProvenNotice(
        kind=NoticeKind(row["kind"]),
        channel=Channel(row["channel"]),
        person=None if row["username"] is None else _person(*names),
        address=_address(row),
        planned_at=planned,
        in_time_until=read_moment(row["in_time_until"]),
        handed_at=read_moment(row["handed_at"]),
        answered_at=read_moment(row["sent_at"]),
        failed_at=failed_at,
        reason=row["last_error"] or "" if failed_at else "",
        attempts=row["attempts"] or 0,
        carrier=row["carrier"] or "",
        message_id=row["message_id"] or "",
        reply=row["reply"] or "",
        kept=row["item"] is not None,
    )


def _address(row: dict[str, Any]) -> str:
    """The address written to; of what was planned before it was kept apart, the content's."""
    if row["recipient"] or row["item"] is None:
        return row["recipient"] or ""
    if row["chat_id"] is not None:
        return str(row["chat_id"])
    if row["content_kind"] != "mail" or not row["content"]:
        return ""
    content = read_content("mail", row["content"])
    return content.to if isinstance(content, Mail) else ""


def _person(first_names: str, surnames: str, username: str, document: str) -> Person:
    return Person(f"{first_names} {surnames}", username, document)
