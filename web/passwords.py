"""Argon2 hashes of passwords, computed in a few threads: 64 MiB and some 50 ms each."""

import asyncio
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

AT_ONCE = 2


class Passwords:
    """Hashes and checks passwords without holding up the event loop."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._places = asyncio.Semaphore(AT_ONCE)
        self._nobodys = self._hasher.hash("nobody has this password")

    async def hash(self, password: str) -> str:
        """The Argon2id hash to keep, salt and parameters included."""
        async with self._places:
            return await asyncio.to_thread(self._hasher.hash, _plain(password))

    async def match(self, password_hash: str | None, password: str) -> bool:
        """Whether the password is the one that was hashed.

        Without a hash (nobody has that name) the answer is no, and takes as long.

        Raises:
            InvalidHashError: what was kept is no Argon2 hash.
        """
        async with self._places:
            matched = await asyncio.to_thread(
                self._matches, password_hash or self._nobodys, _plain(password)
            )
        return matched and password_hash is not None

    def _matches(self, password_hash: str, password: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except VerifyMismatchError:
            return False
        except VerificationError as error:
            raise InvalidHashError from error


def _plain(password: str) -> str:
    """One spelling for the accents that keyboards compose in different ways."""
    return normalize("NFKC", password)
