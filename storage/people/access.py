"""One-time links, passwords and log-ins: `domain.access.Access` over the tables."""

import hashlib
from datetime import datetime

from tortoise.expressions import Q
from tortoise.queryset import QuerySet
from tortoise.transactions import in_transaction

from domain import people
from domain.access import PASSWORD_REST, WRONG_PASSWORDS_ALLOWED, OpenLink, Purpose
from domain.messages import Mail, Note
from storage import outbox, tables
from storage.notices.subscriptions import tell_user
from storage.people.recovery import take_the_place
from storage.people.users import folded, seat, user_value

_SETS_PASSWORD = (Purpose.CONFIRM.value, Purpose.RESET.value)


class StoredAccess:
    """`domain.access.Access` in the database; a token is used up by one statement, so once."""

    async def open_link(self, token_hash: str, now: datetime) -> OpenLink | None:
        """The link if it is unused and not expired; None in any other case."""
        row = await _open(token_hash, now).prefetch_related("user__replaces").first()
        if row is None:
            return None
        user = None if row.user is None else user_value(row.user)
        old = None if row.user is None else row.user.replaces
        replaces = None if old is None else user_value(old)
        return OpenLink(Purpose(row.purpose), row.chat_id, user, replaces)

    async def set_password(
        self,
        token_hash: str,
        password_hash: str,
        note: Note,
        now: datetime,
        *,
        elsewhere: Note | None = None,
        mail: Mail | None = None,
    ) -> people.User | None:
        """Use up a CONFIRM or RESET link: confirm the user, set the password, log in its chat.

        Other chats of that user are logged out on RESET, and its other links to set a password
        stop working. A user who replaces another takes its place. `note` is planned for the link's
        chat, `elsewhere` for those logged out, and `mail`, in the same transaction. None if the
        link had been used or had expired.
        """
        async with in_transaction():
            link = await _use_up(token_hash, now, _SETS_PASSWORD)
            if link is None or link.user_id is None:
                return None
            user = await tables.User.get(id=link.user_id)
            user.password_hash = password_hash
            user.confirmed_at = user.confirmed_at or now
            await user.save(update_fields=["password_hash", "confirmed_at"])
            await tables.Link.filter(
                user_id=user.id, purpose__in=_SETS_PASSWORD, used_at__isnull=True
            ).delete()
            key = f"link:{link.token_hash}"
            await tables.Chat.filter(id=link.chat_id).update(user_id=None)  # it is told by `note`
            if link.purpose == Purpose.RESET:
                if elsewhere is not None:
                    await tell_user(user.id, elsewhere, key=key, now=now)
                await tables.Chat.filter(user_id=user.id).update(user_id=None)
            if user.replaces_id is not None:
                await take_the_place(user, elsewhere, key, now)
            if mail is not None:
                await outbox.plan(mail, key=f"{key}:mail", now=now)
            await _welcome(link, user, note, now)
        return user_value(user)

    async def credentials(self, username: str) -> tuple[people.User, str] | None:
        """A confirmed user and its password hash, by user name or by e-mail."""
        user = await _confirmed(username)
        if user is None or user.password_hash is None:
            return None
        return user_value(user), user.password_hash

    async def log_in(self, token_hash: str, user_id: int, note: Note, now: datetime) -> bool:
        """Use up a LOG_IN link: its chat becomes the user's, and `note` is planned for it."""
        async with in_transaction():
            user = await tables.User.get_or_none(id=user_id, confirmed_at__isnull=False)
            if user is None:
                return False
            link = await _use_up(token_hash, now, (Purpose.LOG_IN.value,))
            if link is None:
                return False
            await _welcome(link, user, note, now)
        return True

    async def record_wrong_password(self, username: str, now: datetime) -> None:
        """Count a failed try against a user name; its e-mail counts as the same name."""
        await tables.WrongPassword.create(name_key=await _name_key(username), at=now)

    async def password_rests_until(self, username: str, now: datetime) -> datetime | None:
        """Until when tries for that name are refused, after five wrong ones in 15 minutes."""
        since = now - 2 * PASSWORD_REST
        tries = tables.WrongPassword.filter(name_key=await _name_key(username), at__gt=since)
        newest = [row.at for row in await tries.order_by("-at").limit(WRONG_PASSWORDS_ALLOWED)]
        if len(newest) < WRONG_PASSWORDS_ALLOWED or newest[0] - newest[-1] >= PASSWORD_REST:
            return None
        until: datetime = newest[0] + PASSWORD_REST
        return until if until > now else None


def _open(token_hash: str, now: datetime) -> QuerySet[tables.Link]:
    return tables.Link.filter(token_hash=token_hash, used_at__isnull=True, expires_at__gt=now)


async def _use_up(token_hash: str, now: datetime, purposes: tuple[str, ...]) -> tables.Link | None:
    """Mark an open link used; None if another request was first."""
    used = await _open(token_hash, now).filter(purpose__in=purposes).update(used_at=now)
    return await tables.Link.get(token_hash=token_hash) if used else None


async def _welcome(link: tables.Link, user: tables.User, note: Note, now: datetime) -> None:
    """Log the user in at the link's chat, forget the wrong passwords and plan the note."""
    await seat(link.chat_id, user.id)
    await tables.WrongPassword.filter(name_key=_digest(user.username_key)).delete()
    await outbox.plan(note, key=f"link:{link.token_hash}", now=now, chat_id=link.chat_id)


async def _confirmed(name: str) -> tables.User | None:
    key = folded(name)
    named = Q(email_key=key[: tables.EMAIL]) | Q(username_key=key[: tables.USERNAME])
    return await tables.User.filter(named, confirmed_at__isnull=False).first()


async def _name_key(name: str) -> str:
    user = await _confirmed(name)
    return _digest(folded(name) if user is None else user.username_key)


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode(errors="replace")).hexdigest()
