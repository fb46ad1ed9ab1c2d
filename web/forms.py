"""What a form posts: its fields, within limits, and the proof that our own page posted it.

Forged posts are told by a double-submit token: the page sets a random cookie that no other site
can read or set, and repeats it in a hidden field.
"""

import hmac
import secrets
from collections.abc import Mapping

from aiohttp import web

LARGEST = 8 * 1024
FIELD = "guardia"


class Forged(Exception):
    """The post lacks the token of our page: another site sent it, or cookies are off."""


class Unreadable(Exception):
    """The body is no form that a browser would send."""


class Guard:
    """Gives each browser its token and asks for it back."""

    def __init__(self, *, secure: bool) -> None:
        self._secure = secure
        # A name with this prefix can't be set by a neighbouring subdomain.
        self._cookie = "__Host-guardia" if secure else "guardia"

    def token(self, request: web.Request) -> str:
        """The browser's token: the one that it has, or a new one."""
        token = request.cookies.get(self._cookie, "")
        return token if len(token) == 43 and token.isascii() else secrets.token_urlsafe(32)

    def keep(self, response: web.Response, token: str) -> None:
        """Leave the token with the browser, until it is closed."""
        response.set_cookie(
            self._cookie, token, path="/", httponly=True, secure=self._secure, samesite="Lax"
        )

    def check(self, request: web.Request, fields: Mapping[str, str]) -> None:
        """See that the hidden field and the cookie agree.

        Raises:
            Forged: they don't, or one of them is missing.
        """
        kept = request.cookies.get(self._cookie, "").encode()
        sent = fields.get(FIELD, "").encode("utf-8", "replace")
        if not kept or not hmac.compare_digest(kept, sent):
            raise Forged


async def read(request: web.Request) -> dict[str, str]:
    """The fields of a form; of a repeated one, the last.

    Raises:
        web.HTTPRequestEntityTooLarge: the body has more than `LARGEST` bytes.
        Unreadable: it isn't a form, or not in UTF-8.
    """
    if request.content_type != "application/x-www-form-urlencoded":
        raise Unreadable
    try:
        posted = await request.clone(client_max_size=LARGEST).post()
    except (ValueError, LookupError) as error:  # bytes that aren't text, an unknown encoding
        raise Unreadable from error
    return {name: value for name, value in posted.items() if isinstance(value, str)}
