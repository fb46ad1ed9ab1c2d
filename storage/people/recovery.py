"""Getting in again and changing the e-mail: `domain.recovery.Recovery` over the tables."""

import hashlib
from datetime import datetime

from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from domain import people
from domain.access import NewLink
from domain.messages import Mail, Note
from domain.office import Taken
from domain.recovery import COUNTED_FOR, MAILS_FOR_A_CHAT, MAILS_TO_AN_ADDRESS
from storage import outbox, tables
from storage.desk import keep_link
from storage.engine.database import run
from storage.engine.moments import stored
from storage.notices.subscriptions import tell_user
from storage.people.users import folded, free_email, user_of, user_value

_ASKED = """
    SELECT
        (SELECT COUNT(*) FROM asked_mails WHERE key = ?) AS by_key,
        (SELECT COUNT(*) FROM asked_mails WHERE address = ? AND at > ?) AS for_address,
        (SELECT COUNT(*) FROM asked_mails WHERE chat_id = ? AND at > ?) AS for_chat
"""
_ASK = "INSERT INTO asked_mails (key, chat_id, address, at) VALUES (?, ?, ?, ?)"


class StoredRecovery:
    """`domain.recovery.Recovery` in the database."""

    async def owner(self, email: str) -> people.User | None:
        """The user of that e-mail, confirmed or not."""
        row = await tables.User.get_or_none(
            email_key=folded(email)[: tables.EMAIL], replaces_id__isnull=True
        )
        return None if row is None else user_value(row)

    async def home(self, user_id: int) -> int | None:
        """The chat that registered the user."""
        row = await tables.User.get_or_none(id=user_id)
        return None if row is None else row.registered_chat

    async def may_mail(self, address: str, chat_id: int, *, key: str, now: datetime) -> bool:
        """Count a mail that a chat asks for; False over 3 an hour to an address, 6 for a chat.

        Repeated with its key it is counted once, and answered alike.
        """
        digest = hashlib.sha256(folded(address).encode()).hexdigest()
        since = stored(now - COUNTED_FOR)
        [asked] = await run(_ASKED, [key, digest, since, chat_id, since])
        if asked["by_key"]:
            return True
        if asked["for_address"] >= MAILS_TO_AN_ADDRESS or asked["for_chat"] >= MAILS_FOR_A_CHAT:
            return False
        await run(_ASK, [key, chat_id, digest, stored(now)])
        return True

    async def change_email(
        self, chat_id: int, email: str, link: NewLink, mail: Mail, *, key: str, now: datetime
    ) -> None:
        """Create the user who will take the place of the chat's, once it confirms its e-mail.

        An earlier one in waiting is replaced. It gets the old one's user name on that day; until
        then its name is one that nobody can write.

        Raises:
            Taken: somebody has that e-mail.
        """
        address = folded(email)
        try:
            async with in_transaction():
                old = await user_of(chat_id)
                if old is None or not await outbox.plan(mail, key=key, now=now):
                    return
                await tables.User.filter(replaces_id=old.id).delete()
                await free_email(address, now)
                new = await tables.User.create(
                    first_names=old.first_names,
                    surnames=old.surnames,
                    document=old.document,
                    email=email,
                    email_key=address,
                    username=old.username,
                    username_key=f"~{old.id}",
                    phone=old.phone,
                    registered_chat=chat_id,
                    registered_at=now,
                    replaces_id=old.id,
                )
                await keep_link(link, key, user_id=new.id)
        except IntegrityError as error:
            raise Taken from error


async def take_the_place(new: tables.User, told: Note | None, key: str, now: datetime) -> None:
    """Hand the retired user's accounts and subscriptions over to the new one (term 6).

    The chats of the retired one are logged out, as with any new password, and told.
    """
    old = await tables.User.get(id=new.replaces_id)
    if told is not None:
        await tell_user(old.id, told, key=key, now=now)
    await tables.LinkedAccount.filter(user_id=old.id).update(user_id=new.id)
    await tables.Subscription.filter(user_id=old.id).update(user_id=new.id)
    await tables.Notice.filter(user_id=old.id).update(user_id=new.id)
    await tables.Claim.filter(user_id=old.id).update(user_id=new.id)
    await tables.Chat.filter(user_id=old.id).update(user_id=None)
    username_key = old.username_key
    new.replaces_id = None
    await new.save(update_fields=["replaces_id"])
    await old.delete()
    new.username_key = username_key
    await new.save(update_fields=["username_key"])
