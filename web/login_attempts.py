"""Whether a name and a password may enter, and when tries must rest."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from domain.access import Access
from domain.clock import Clock
from domain.people import User, email_key
from web.passwords import Passwords


@dataclass(frozen=True, slots=True)
class Wrong:
    """No such user, another password, or an unconfirmed one: nobody is told which."""


@dataclass(frozen=True, slots=True)
class Resting:
    """Too many wrong tries: none is looked at before `until`."""

    until: datetime


class LogIns:
    """Weighs tries to log in one at a time, so that five wrong ones are five.

    Tries are counted against the user, whichever of its two names was written, and against the
    chat whose link it is: one link serves to try five passwords, not one on each of many users.
    """

    def __init__(self, access: Access, passwords: Passwords, clock: Clock) -> None:
        self._access = access
        self._passwords = passwords
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()

    async def enter(self, chat_id: int, name: str, password: str) -> User | Wrong | Resting:
        """The user, if the name (or e-mail) and the password are right and no rest is on."""
        async with self._one_at_a_time:
            name = email_key(name)
            found = await self._access.credentials(name)
            user, password_hash = found or (None, None)
            counted = (user.username if user else name, f"chat:{chat_id}")

            until = await self._rest(counted)
            if until is not None:
                return Resting(until)
            if await self._passwords.match(password_hash, password) and user is not None:
                return user

            for key in counted:
                await self._access.record_wrong_password(key, self._clock())
            until = await self._rest(counted)
            return Wrong() if until is None else Resting(until)

    async def _rest(self, keys: tuple[str, ...]) -> datetime | None:
        now = self._clock()
        rests = [await self._access.password_rests_until(key, now) for key in keys]
        return max((rest for rest in rests if rest is not None), default=None)
