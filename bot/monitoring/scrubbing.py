"""Takes personal data and secrets out of what is logged.

What has a shape is masked: addresses, long numbers (DNI, codes, telephones), tokens, one-time
links. Names and passwords have none, so what may quote what people wrote is left out altogether:
of an exception its message, unless its type is known to speak of the program or of a server.
"""

import re
import sqlite3
import traceback
from collections.abc import Iterator
from ipaddress import ip_address

import aiohttp
import asyncpg
from telegram.error import TelegramError
from tortoise.exceptions import BaseORMException

from web.links import PATHS

MAIL = "[mail]"
NUMBER = "[number]"
TOKEN = "[token]"  # noqa: S105
QUOTED = "[quoted]"
LEFT_OUT = "[message left out]"

_LINK = re.compile(rf"/({'|'.join(PATHS.values())})/(?!{{token}})[^\s\"'<>]+")
_MAIL = re.compile(r"[^\s<>\"'(),;:=\[\]]+(?:@|%40)[^\s<>\"'(),;:\[\]]+")
_TOKEN = re.compile(r"\b\d{6,}:[\w-]{20,}|(?<![\w-])[\w-]{32,}(?![\w-])")
_NUMBER = re.compile(
    r"(?P<kept>\b(?:[245]\d\d[ -])?[245]\.[0-7]\.\d{1,3}\b)"  # a mail server's answer
    r"|(?P<ip>\b\d{1,3}(?:\.\d{1,3}){3}\b)"
    r"|\d(?:[ .,/-]?\d){5,}"
)
_QUOTED = re.compile(
    r"(?P<of_ours>\b(?:constraint|relation|column|table|index)) \"(?P<name>[a-z0-9_]+)\""
    r"|\".*\"|'.*'",
    re.DOTALL,
)
_DOUBLE_QUOTED = re.compile(r"\".*\"", re.DOTALL)
_ARGUMENT = re.compile(r"(query argument \$\d+).*", re.DOTALL)
_FRAME = re.compile(r"  File \".+\", line \d+, in [\w<>]+$")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")

_OF_THE_CODE = (AttributeError, NameError, TypeError, ImportError, MemoryError, RecursionError)
"""Their messages name what stands in the code, in quotes."""
_OF_SERVERS = (
    *(OSError, RuntimeError, TelegramError, aiohttp.ClientError),
    *(sqlite3.Error, asyncpg.PostgresError, asyncpg.InterfaceError, BaseORMException),
)
"""Their messages tell what a server, or the system, said; what they quote may be anybody's."""
_CHAIN_AT_MOST = 8


def scrubbed(text: str) -> str:
    """The text in one line, without what has the shape of personal data or of a secret."""
    text = _LINK.sub(rf"/\1/{TOKEN}", text)
    text = _MAIL.sub(MAIL, text)
    text = _TOKEN.sub(TOKEN, text)
    text = _NUMBER.sub(_number, text)
    text = _DOUBLE_QUOTED.sub(QUOTED, text)
    return _CONTROL.sub(" ", text)


def told(error: BaseException) -> str:
    """An exception in a line, as far as it can be told."""
    name = type(error).__qualname__
    if isinstance(error, _OF_THE_CODE):
        message = scrubbed(str(error))
    elif isinstance(error, _OF_SERVERS):
        # What PostgreSQL says below its first line quotes the row.
        first = (_ARGUMENT.sub(r"\1", str(error)).splitlines() or [""])[0]
        message = scrubbed(_QUOTED.sub(_quoted, first))
    else:
        message = LEFT_OUT if str(error) else ""
    return f"{name}: {message}" if message else name


def trace(error: BaseException) -> str:
    """The traceback of an exception and of those that it followed, each as far as can be told."""
    parts = []
    for one in chain(error):
        frames = "".join(traceback.format_tb(one.__traceback__))
        if isinstance(worker := getattr(one, "tb", None), str):  # what failed in another process
            frames = "".join(line for line in worker.splitlines(True) if _FRAME.match(line))
        parts.append(f"Traceback (most recent call last):\n{frames}{told(one)}")
    return "\n\n".join(parts)


def chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, those that it followed, and those in its groups."""
    yield from _chain(error, set())


def _chain(error: BaseException, seen: set[int]) -> Iterator[BaseException]:
    if id(error) in seen or len(seen) >= _CHAIN_AT_MOST:
        return
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _chain(before, seen)
    yield error
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from _chain(one, seen)


def _quoted(found: re.Match[str]) -> str:
    return f"{found['of_ours']} {found['name']}" if found["name"] else QUOTED


def _number(found: re.Match[str]) -> str:
    if found["kept"]:
        return found["kept"]
    if found["ip"]:
        try:
            return found["ip"] if ip_address(found["ip"]).is_private else NUMBER
        except ValueError:
            return NUMBER
    return NUMBER
