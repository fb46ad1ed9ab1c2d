"""A whole city beside whoever a test is about: rows in every table that grows with the utility.

Who comes from the crowd has a number from `FIRST` on, so that nothing of it meets the sample's.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from storage.engine.database import connection, numbered, run

SMALL = {
    *("alerts", "announcements", "heartbeats", "imports", "phrasings", "program_versions"),
    *("rates", "understood"),
}
"""Tables that stay small, whoever uses the office; the others are filled by `add_crowd`."""
FIRST = 1_000_000
INVOICES = 3
"""Of each account, and as many concepts and payments."""
_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
Row = Sequence[object]


async def add_crowd(people: int) -> None:
    """Add so many people with an account each, and all that befell them; then have it measured.

    With what ANALYZE finds, both engines plan as they do on a utility's full tables.
    """
    for table, columns, rows in _tables(range(FIRST, FIRST + people)):
        marks = ", ".join("?" for _ in columns)
        names = ", ".join(f'"{column}"' for column in columns)
        insert = numbered(f"INSERT INTO {table} ({names}) VALUES ({marks})")
        await connection().execute_many(insert, [list(row) for row in rows])
    await run("ANALYZE")


def crowded_tables() -> set[str]:
    """Those that `add_crowd` fills."""
    return {table for table, _, _ in _tables(range(0))}


def _tables(people: range) -> Iterator[tuple[str, tuple[str, ...], list[Row]]]:
    bills = [(who, part) for who in people for part in range(INVOICES)]
    yield (
        "users",
        (
            *("id", "first_names", "surnames", "document", "email", "email_key", "username"),
            *("username_key", "phone", "registered_chat", "registered_at", "confirmed_at"),
        ),
        [
            (
                *(who, "Ana", "Paz", "30111222", *[f"{who}@example.net"] * 2, *[f"u{who}"] * 2),
                *("", who, _moment(who), None if who % 50 == 0 else _moment(who)),
            )
            for who in people
        ],
    )
    yield "chats", ("id", "user_id", "settings"), [(who, who, "{}") for who in people]
    yield (
        "one_time_links",
        ("token_hash", "purpose", "chat_id", "user_id", "key", "expires_at", "used_at"),
        [
            (f"{who:064}", "confirm", who, who, f"crowd {who}", _moment(who), _moment(who))
            for who in people
        ],
    )
    yield (
        "accounts",
        ("number", "holder", "document", "address", "payment_code"),
        [
            (f"C{who}", "Ana Paz", f"{who}", f"Sarmiento {who} (ejemplo)", f"00{who:010}")
            for who in people
        ],
    )
    yield (
        "linked_accounts",
        ("id", "user_id", "account_id", "linked_at", "last_used_at", "frozen_at"),
        [
            (who, who, f"C{who}", *[_moment(who)] * 2, _moment(who) if who % 99 == 0 else None)
            for who in people
        ],
    )
    yield (
        "invoices",
        (
            *("receipt", "account_id", "year", "bimester", "part", "parts", "issued", "due"),
            *("amount", "consumption"),
        ),
        [
            (
                *(f"{who}-{part}", f"C{who}", 2026, part + 1, 0, 0, _day(who), _day(who + 20)),
                *(Decimal("12345.67") + who, Decimal(15)),
            )
            for who, part in bills
        ],
    )
    yield (
        "concepts",
        ("invoice_id", "position", "name", "amount", "kind"),
        [(f"{who}-{part}", 1, "Agua", Decimal("12345.67"), "concept") for who, part in bills],
    )
    yield (
        "payments",
        ("invoice_id", "paid_on", "amount", "means", "operation"),
        [
            (f"{who}-{part}", _day(who + 9), Decimal("12345.67") + who, "Rapipago", f"{who}")
            for who, part in bills
        ],
    )
    yield (
        "instalments",
        ("account_id", "plan", "number", "due", "amount"),
        [(f"C{who}", "P-1", part, _day(who), Decimal("100.50")) for who, part in bills],
    )
    yield (
        "subscriptions",
        (
            *("id", "account_id", "user_id", "accepted_at", "terms_version", "by_email"),
            *("by_telegram", "suspended_on"),
        ),
        [
            (
                *(who, f"C{who}", who, _moment(who), "2026-1", True, who % 2 == 0),
                _day(who) if who % 9 == 0 else None,
            )
            for who in people
        ],
    )
    yield (
        "wrong_pairs",
        ("key", "chat_id", "account_id", "digest", "at"),
        [(f"crowd {who}", who, f"C{who}", "-", _moment(who)) for who in people],
    )
    yield (
        "wrong_passwords",
        ("name_key", "at"),
        [(f"{who:064}", _moment(who)) for who in people],
    )
    yield (
        "dialogues",
        (
            *("chat_id", "version", "asking", "view", "misses", "seen", "replied", "touched_at"),
            *("message_id",),
        ),
        [(who, 1, "", 0, 0, "[]", True, _moment(who), who) for who in people],
    )
    yield (
        "inbox",
        ("update_id", "chat_id", "content", "received_at", "taken_at"),
        [(who, who, "", _moment(who), _moment(who)) for who in people],
    )
    yield (
        "vouchers",
        (
            *("number", "fingerprint", "kind", "account_id", "pay_on", "total", "content"),
            *("chat_id", "issued_at"),
        ),
        [
            (
                *(who, f"{who:064}", "overdue_invoices", f"C{who}", _day(who), Decimal("1.50")),
                *("{}", who, _moment(who)),
            )
            for who in people
        ],
    )
    yield (
        "sent_vouchers",
        ("voucher_id", "chat_id", "message_id", "sent_at"),
        [(who, who, 1, _moment(who)) for who in people],
    )
    yield (
        "documents",
        ("key", "file_id", "kept_at"),
        [(f"voucher:{who}", f"file {who}", _moment(who)) for who in people],
    )
    yield (
        "outbox",
        (
            *("key", "kind", "chat_id", "recipient", "content", "planned_at", "sent_at"),
            *("attempts", "last_error"),
        ),
        [
            (
                *(f"crowd {who}:{kind}", kind, chat, address, "{}"),
                *(_moment(who), _moment(who), 1, ""),
            )
            for who in people
            for kind, chat, address in (("note", who, None), ("mail", None, f"{who}@example.net"))
        ],
    )
    yield (
        "notices",
        ("key", "kind", "invoice_id", "user_id", "channel", "planned_at"),
        [
            (f"crowd {who}:note", "new_invoice", f"{who}-0", who, "telegram", _moment(who))
            for who in people
        ],
    )
    yield (
        "unanswered",
        ("key", "masked", "guess", "at"),
        [(f"crowd {who}", "qué", "", _moment(who)) for who in people],
    )
    yield (
        "asked_mails",
        ("key", "chat_id", "address", "at"),
        [(f"crowd {who}", who, f"{who:064}", _moment(who)) for who in people],
    )
    yield (
        "claims",
        (
            *("key", "chat_id", "user_id", "topic", "text", "name", "reach", "opened_at"),
            *("answer", "closed_at"),
        ),
        [
            (f"crowd {who}", who, who, "other", "…", "", "", _moment(who), "", _moment(who))
            for who in people
        ],
    )
    yield (
        "refused_addresses",
        ("key", "user_id", "domain", "reason", "refused_at", "outcome"),
        [(f"crowd {who}", who, "example.net", "…", _moment(who), "kept") for who in people],
    )


def _moment(who: int) -> datetime:
    return _LONG_AGO + timedelta(minutes=31 * (who % 100_000))


def _day(who: int) -> date:
    return _moment(who).date()
