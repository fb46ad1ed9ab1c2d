"""What is known of a chat as a turn begins: who is logged in, with which accounts and wishes.

The SQL stands here in parts, so that the statement that takes a chat's row can read all this with
it: `COLUMNS` beside columns of its own, `JOINS` after a row source `q` that has a `chat_id`, and
`ORDER`. Each account of the user is a row; with none there is one row all the same.

It goes from the chat on by the keys. Asked as a filter of accounts, it scans them all on SQLite.
"""

from collections.abc import Sequence
from typing import Any

from domain.accounts import Account
from domain.notices import Wishes
from domain.office import ChatView
from domain.people import User
from storage.engine.database import run

COLUMNS = """
    c.wants_reminders AS view_reminders, c.wants_payments AS view_payments,
    c.at_night_too AS view_at_night,
    u.id AS view_user, u.first_names AS view_first_names, u.surnames AS view_surnames,
    u.document AS view_document, u.email AS view_email, u.username AS view_username,
    u.phone AS view_phone,
    a.number AS view_account, a.holder AS view_holder, a.document AS view_holder_document,
    a.address AS view_address, a.payment_code AS view_payment_code
"""
JOINS = """
    LEFT JOIN chats c ON c.id = q.chat_id
    LEFT JOIN users u ON u.id = c.user_id AND u.confirmed_at IS NOT NULL
    LEFT JOIN linked_accounts l ON l.user_id = u.id AND l.frozen_at IS NULL
    LEFT JOIN accounts a ON a.number = l.account_id
"""
ORDER = "l.last_used_at DESC, a.number"

CHAT_VIEW = f"""
    SELECT {COLUMNS} FROM (SELECT CAST(? AS BIGINT) AS chat_id) q {JOINS} ORDER BY {ORDER}
"""  # noqa: S608 - of the constants above


async def chat_view(chat_id: int) -> ChatView:
    """What is known of the chat now."""
    return read_view(await run(CHAT_VIEW, [chat_id]))


def read_view(rows: Sequence[dict[str, Any]]) -> ChatView:
    """The view that rows with `COLUMNS` tell; of no rows that of a chat never seen."""
    if not rows:
        return ChatView()
    first = rows[0]
    return ChatView(
        user=None if first["view_user"] is None else _user(first),
        accounts=tuple(_account(row) for row in rows if row["view_account"] is not None),
        wishes=Wishes(
            reminders=bool(first["view_reminders"]),
            payments=bool(first["view_payments"]),
            at_night=bool(first["view_at_night"]),
        ),
    )


def _user(row: dict[str, Any]) -> User:
    return User(
        id=row["view_user"],
        first_names=row["view_first_names"],
        surnames=row["view_surnames"],
        document=row["view_document"],
        email=row["view_email"],
        username=row["view_username"],
        phone=row["view_phone"],
        confirmed=True,  # nobody else is joined
    )


def _account(row: dict[str, Any]) -> Account:
    return Account(
        number=row["view_account"],
        holder=row["view_holder"],
        document=row["view_holder_document"],
        address=row["view_address"],
        payment_code=row["view_payment_code"],
    )
