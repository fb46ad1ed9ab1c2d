"""A mail server's address, for sending and for reading."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

_PORTS = {"smtp": 587, "smtps": 465, "imap": 143, "imaps": 993}
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mails are handed over or fetched; the password isn't shown by `repr`."""

    host: str
    port: int
    username: str
    _password: str
    tls: bool
    folder: str

    @classmethod
    def of(cls, url: str, protocol: str = "smtp") -> "MailServer":
        """Read `smtp://user:password@host:port`, or `smtps://` for TLS from the first byte.

        With `protocol` "imap" it is `imap://` or `imaps://`, and a folder may follow: `/INBOX`.
        User and password may be left out, and are percent-encoded where they must be. Left out,
        the port is the protocol's usual one.

        Raises:
            ValueError: it is no such address. The message doesn't repeat it.
        """
        parts = urlsplit(url)
        if parts.scheme not in (protocol, f"{protocol}s") or not parts.hostname:
            raise ValueError(f"A mail server is written {protocol}://user:password@host:port")
        return cls(
            parts.hostname,
            parts.port or _PORTS[parts.scheme],
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            parts.scheme.endswith("s"),
            unquote(parts.path.strip("/")),
        )

    @property
    def password(self) -> str:
        """The password, or ''."""
        return self._password

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port})"

    @property
    def start_tls(self) -> bool | None:
        """STARTTLS when it is offered; a password leaves this machine in no other way."""
        if self.tls:
            return False
        return True if self.username and self.host not in LOOPBACK else None
