"""Users and chats, as the office, the desk and the pages share them."""

from datetime import datetime

from tortoise.expressions import Q

from domain import people
from domain.access import Purpose
from storage import tables


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


async def seat(chat_id: int, user_id: int) -> None:
    """Make the chat the user's."""
    row = tables.Chat(id=chat_id, user_id=user_id)
    await tables.Chat.bulk_create([row], on_conflict=["id"], update_fields=["user_id"])


async def free_name(now: datetime, **names: str) -> None:
    """Delete unconfirmed users of such a name who hold it no longer."""
    for row in await tables.User.filter(confirmed_at__isnull=True, **names):
        if not await tables.User.filter(holds_its_names(now), id=row.id).exists():
            await row.delete()


def holds_its_names(now: datetime) -> Q:
    """Users whose e-mail and user name nobody else may take.

    A registration that was not confirmed while its link was open holds them no longer: nobody
    can keep an address that is not theirs by registering it and waiting.
    """
    return Q(confirmed_at__isnull=False) | Q(
        links__purpose=Purpose.CONFIRM, links__used_at__isnull=True, links__expires_at__gt=now
    )
