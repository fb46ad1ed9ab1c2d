"""How our mails are named in their Message-ID, so that one that comes back is known as ours."""

import hashlib
import hmac
import re

from domain.outbox import Owed

_NAME = re.compile(rb"<([0-9]{1,18})\.([0-9a-f]{32})@")


class MailNames:
    """Names mails, and tells a name of ours from an invented one.

    Args:
        secret: known to every replica and nobody else: who could name a mail could have it taken
            for returned, and so end somebody's digital invoice.
    """

    def __init__(self, secret: str) -> None:
        self._secret = secret.encode()

    def of(self, item: Owed) -> str:
        """The name, the same however often the item is sent."""
        meant = f"mail:{item.id}:{item.key}".encode()
        return f"{item.id}.{hmac.new(self._secret, meant, hashlib.sha256).hexdigest()[:32]}"


def names_in(raw: bytes) -> dict[int, str]:
    """The names that a mail mentions, wherever it does, with the items they speak of."""
    return {
        int(number): f"{number.decode()}.{digest.decode()}" for number, digest in _NAME.findall(raw)
    }
