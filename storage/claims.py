"""The register of claims: `domain.claims.Claims` over its table."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from tortoise.transactions import in_transaction

from domain import claims
from domain.messages import Mail, Note
from storage import outbox, tables
from storage.engine.database import run
from storage.engine.moments import stored
from storage.people.users import USER_AT

_OPEN = f"""
    INSERT INTO claims (key, chat_id, user_id, topic, text, name, reach, opened_at, answer)
    VALUES (?, ?, {USER_AT}, ?, ?, ?, ?, ?, '') ON CONFLICT (key) DO NOTHING RETURNING number
"""  # noqa: S608 - of the constant above


class StoredClaims:
    """`domain.claims.Claims` in the database."""

    async def open(
        self,
        chat_id: int,
        claim: claims.NewClaim,
        *,
        key: str,
        now: datetime,
        mail: Callable[[int], Mail] | None = None,
    ) -> int:
        """Keep a claim and return its number; repeated with its key it is the same one.

        `mail` makes the receipt that is planned with it.
        """
        said = [_plain(one) for one in (claim.topic, claim.text, claim.name, claim.reach)]
        async with in_transaction():
            values = [key, chat_id, chat_id, *said, stored(now)]
            if not (rows := await run(_OPEN, values)):
                return int((await tables.Claim.get(key=key)).number)
            number = int(rows[0]["number"])
            if mail is not None:
                await outbox.plan(mail(number), key=key, now=now)
        return number

    async def all(self, *, closed: bool = False) -> tuple[claims.Claim, ...]:
        """The open claims, oldest first; the closed ones too if `closed`."""
        rows = tables.Claim.all() if closed else tables.Claim.filter(closed_at__isnull=True)
        return tuple(claim_value(row) for row in await rows.order_by("number"))

    async def one(self, number: int) -> claims.Claim | None:
        """The claim of that number."""
        row = await tables.Claim.get_or_none(number=number)
        return None if row is None else claim_value(row)

    async def answer(
        self, number: int, text: str, note: Note, mail: Mail | None, now: datetime
    ) -> bool:
        """Keep the answer and plan its note to the chat (and mail); False if there is no such.

        The same answer is sent once. An erased person's chat is not known any more.
        """
        key = f"claim:{number}:{hashlib.sha256(text.encode()).hexdigest()[:16]}"
        async with in_transaction():
            row = await tables.Claim.get_or_none(number=number)
            if row is None:
                return False
            row.answer, row.answered_at = text, now
            await row.save(update_fields=["answer", "answered_at"])
            if row.chat_id:
                await outbox.plan(note, key=key, now=now, chat_id=row.chat_id)
            if mail is not None:
                await outbox.plan(mail, key=f"{key}:mail", now=now)
        return True

    async def email(self, number: int) -> str:
        """The e-mail of the claim's user; '' if it had none, or is gone."""
        row = await tables.Claim.filter(number=number).prefetch_related("user").first()
        return "" if row is None or row.user is None else str(row.user.email)

    async def close(self, number: int, now: datetime) -> bool:
        """Close the claim; False if there is no such or it was closed already."""
        open_ones = tables.Claim.filter(number=number, closed_at__isnull=True)
        return bool(await open_ones.update(closed_at=now))


def claim_value(row: tables.Claim) -> claims.Claim:
    """A claim's row as the domain's value."""
    return claims.Claim(
        number=row.number,
        topic=row.topic,
        text=row.text,
        name=row.name,
        reach=row.reach,
        opened_at=row.opened_at,
        answer=row.answer,
        answered_at=row.answered_at,
        closed_at=row.closed_at,
    )


def _plain(text: str) -> str:
    return text.replace("\0", "")  # PostgreSQL keeps no NUL
