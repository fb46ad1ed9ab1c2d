"""Users and chats, as the office, the desk and the pages share them."""

from datetime import datetime

from tortoise.expressions import Q

from domain import people
from domain.access import Purpose
from storage import tables
from storage.engine.database import run
from storage.engine.moments import stored

USER_AT = """(
    SELECT u.id FROM chats c JOIN users u ON u.id = c.user_id
    WHERE c.id = ? AND u.confirmed_at IS NOT NULL
)"""
"""In a statement, the number of the user who is logged in at a chat; NULL if nobody is."""
_PENDING = """
    SELECT id, first_names, surnames, document, email, username, phone FROM users
    WHERE registered_chat = ? AND confirmed_at IS NULL AND replaces_id IS NULL
    ORDER BY id LIMIT 1
"""
_FREE_NAME = """
    DELETE FROM users WHERE {name} = ? AND confirmed_at IS NULL AND NOT EXISTS (
        SELECT 1 FROM one_time_links k WHERE k.user_id = users.id
        AND k.purpose = ? AND k.used_at IS NULL AND k.expires_at > ?
    )
"""


def user_value(row: tables.User) -> people.User:
    """A user's row as the domain's value."""
    return people.User(
        id=row.id,
        first_names=row.first_names,
        surnames=row.surnames,
        document=row.document,
        email=row.email,
        username=row.username,
        phone=row.phone,
        confirmed=row.confirmed_at is not None,
    )


def folded(name: str) -> str:
    """The form in which two spellings of a user name or an e-mail are the same one.

    NUL, which PostgreSQL keeps nowhere, is dropped.
    """
    return people.email_key(name.replace("\0", ""))


async def user_of(chat_id: int) -> tables.User | None:
    """The user logged in at the chat."""
    return await tables.User.filter(chats__id=chat_id, confirmed_at__isnull=False).first()


async def user_id_at(chat_id: int) -> int | None:
    """The number of the user logged in at the chat."""
    rows = await run(f"SELECT {USER_AT} AS user_id", [chat_id])
    user_id: int | None = rows[0]["user_id"]
    return user_id


async def pending_user(chat_id: int) -> people.User | None:
    """The user that the chat registered and who hasn't confirmed the e-mail yet."""
    rows = await run(_PENDING, [chat_id])
    return people.User(**rows[0], confirmed=False) if rows else None


async def seat(chat_id: int, user_id: int) -> None:
    """Make the chat the user's."""
    row = tables.Chat(id=chat_id, user_id=user_id)
    await tables.Chat.bulk_create([row], on_conflict=["id"], update_fields=["user_id"])


async def free_email(email_key: str, now: datetime) -> None:
    """Delete the unconfirmed user of such an e-mail if it holds it no longer."""
    await _free("email_key", email_key, now)


async def free_username(username_key: str, now: datetime) -> None:
    """Delete the unconfirmed user of such a name if it holds it no longer."""
    await _free("username_key", username_key, now)


async def _free(name: str, value: str, now: datetime) -> None:
    await run(_FREE_NAME.format(name=name), [value, Purpose.CONFIRM.value, stored(now)])


def holds_its_names(now: datetime) -> Q:
    """Users whose e-mail and user name nobody else may take.

    A registration that was not confirmed while its link was open holds them no longer: nobody
    can keep an address that is not theirs by registering it and waiting.
    """
    return Q(confirmed_at__isnull=False) | Q(
        links__purpose=Purpose.CONFIRM, links__used_at__isnull=True, links__expires_at__gt=now
    )
