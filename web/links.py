"""One-time links: a secret token in an address; of the token only its hash is ever kept."""

import hashlib
import secrets
from urllib.parse import urlsplit

from domain.access import Purpose

PATHS = {
    Purpose.CONFIRM: "confirmar",
    Purpose.LOG_IN: "ingresar",
    Purpose.RESET: "clave",
}


def new_token() -> str:
    """Make a token: 32 random bytes as 43 characters `A-Za-z0-9_-`."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """The SHA-256 of a token, in hexadecimal: what `Access` knows of it."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


class Links:
    """Addresses of the pages, as people reach them from outside.

    Args:
        public_url: the root of the site, such as `https://oficina.example.org` or
            `http://localhost:8080`; it may have a path, which the proxy in front takes off.
    """

    def __init__(self, public_url: str) -> None:
        parts = urlsplit(public_url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("The public address must begin with http:// or https://")
        self._root = public_url.rstrip("/")
        self.path = parts.path.rstrip("/")
        self.secure = parts.scheme == "https"

    def page(self, purpose: Purpose, token: str) -> str:
        """The address of the page for that purpose, with its token."""
        return f"{self._root}/{PATHS[purpose]}/{token}"
