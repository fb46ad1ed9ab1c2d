"""Backups encrypted with age (age-encryption.org), and the setting that holds its key.

The program `age` opens them as well. A public key (age1…) is enough to make backups, so the secret
one (AGE-SECRET-KEY-…) need not be on the machine that makes them.
"""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path

import pyrage
from pyrage.x25519 import Identity, Recipient

from storage.backup.snapshots import BackupError
from texts.staff import backup as texts

SIGN = b"age-encryption.org/"
"""How an encrypted file begins."""


@dataclass(frozen=True, slots=True)
class BackupKeys:
    """For whom backups are encrypted, and who can decrypt them; both empty without a key."""

    recipients: tuple[Recipient, ...] = ()
    identities: tuple[Identity, ...] = ()

    @classmethod
    def of(cls, setting: str) -> "BackupKeys":
        """Read the setting: a key, or the path of a file with keys, a line each ('#' comments).

        Raises:
            BackupError: it is neither.
        """
        text = setting.strip()
        if not text:
            return cls()
        try:
            if not text.startswith(("age1", "AGE-SECRET-KEY-")):
                text = Path(text).read_text()
            lines = [line.strip() for line in text.splitlines()]
            named = [line for line in lines if line and not line.startswith("#")]
            identities = [Identity.from_str(one) for one in named if not one.startswith("age1")]
            recipients = [Recipient.from_str(one) for one in named if one.startswith("age1")]
        except (OSError, UnicodeError, pyrage.IdentityError, pyrage.RecipientError) as error:
            raise BackupError(texts.KEY_UNREADABLE) from error
        if not named:
            raise BackupError(texts.KEY_UNREADABLE)
        own = [identity.to_public() for identity in identities]
        return cls(tuple(recipients or own), tuple(identities))

    @contextmanager
    def sealing(self, file: BufferedIOBase) -> Iterator[BufferedIOBase]:
        """What is written into the context is encrypted into the file; as it is without a key."""
        if not self.recipients:
            yield file
            return

        def encrypt(source: BufferedIOBase) -> None:
            pyrage.encrypt_io(source, file, list(self.recipients))

        with _into_thread(encrypt) as plain:
            yield plain

    @contextmanager
    def opening(self, file: BufferedIOBase) -> Iterator[BufferedIOBase]:
        """The file decrypted, or as it is if it isn't encrypted.

        Raises:
            BackupError: no key opens it, or it was changed or cut short.
        """
        encrypted = file.read(len(SIGN)) == SIGN
        file.seek(0)
        if not encrypted:
            yield file
            return
        if not self.identities:
            raise BackupError(texts.KEY_IS_PUBLIC if self.recipients else texts.KEY_NEEDED)

        def decrypt(sink: BufferedIOBase) -> None:
            pyrage.decrypt_io(file, sink, list(self.identities))

        with _out_of_thread(decrypt) as plain:
            yield plain


def new_key(file: Path) -> str:
    """Make a key in a new file, as `age-keygen` does; returns the public one.

    Raises:
        FileExistsError, OSError: the file is there, or can't be made.
    """
    identity = Identity.generate()
    with file.open("x") as opened:
        file.chmod(0o600)
        opened.write(f"# public key: {identity.to_public()}\n{identity}\n")
    return str(identity.to_public())


@contextmanager
def _into_thread(work: Callable[[BufferedIOBase], None]) -> Iterator[BufferedIOBase]:
    """A pipe to a thread that encrypts what comes out of it; what ends the thread is raised."""
    ended: list[Exception] = []
    reader, writer = os.pipe()

    def run() -> None:
        with os.fdopen(reader, "rb") as source:
            try:
                work(source)
            except Exception as error:
                ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with suppress(BrokenPipeError), os.fdopen(writer, "wb") as sink:
            yield sink
    finally:
        thread.join()
    if ended:
        raise OSError(str(ended[0])) from ended[0]


@contextmanager
def _out_of_thread(work: Callable[[BufferedIOBase], None]) -> Iterator[BufferedIOBase]:
    """A pipe from a thread that decrypts into it; its failure explains the reader's."""
    ended: list[Exception] = []
    reader, writer = os.pipe()

    def run() -> None:
        with suppress(BrokenPipeError), os.fdopen(writer, "wb") as sink:
            try:
                work(sink)
            except Exception as error:
                ended.append(error)  # before the reader sees the end

    thread = threading.Thread(target=run)
    thread.start()
    try:
        with os.fdopen(reader, "rb") as source:
            try:
                yield source
                source.read()  # what comes last proves the file whole
            except BackupError as error:
                raise BackupError(texts.KEY_WRONG) if ended else error from None
    finally:
        thread.join()
    if ended:
        raise BackupError(texts.KEY_WRONG) from ended[0]
