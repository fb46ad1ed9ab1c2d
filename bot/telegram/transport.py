"""python-telegram-bot's way to the Bot API, over an aiohttp session: about six times as quick.

A request's address holds the bot's token, so no error that leaves here names the address, nor is
chained to one that does. Errors tell whether the request can have been carried out
(`handlers.send_failures`), and what is no answer of Telegram's is told apart here.
"""

import asyncio
import json
import re
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

import aiohttp
from telegram.error import TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from handlers.send_failures import NeverSent, NotTelegrams, Unanswered

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput

POOL_EXHAUSTED = (
    "Pool timeout: every connection is in use. The request was not sent. "
    "Consider a larger pool or a longer pool timeout."
)

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_ERRORS = 300
"""Statuses from here on are no success."""

_SUCCESS = re.compile(rb'\s*\{\s*"ok"\s*:\s*true\b')
ODD_ANSWER = "what came back is no answer of Telegram's"

OnAnswer = Callable[[str, int], None]
"""Is told of each request: the method, and the answer's status, or 0 if there was no answer."""


def nobody(method: str, status: int) -> None:
    """Tell nobody."""


class AiohttpRequest(BaseRequest):
    """`telegram.request.HTTPXRequest`'s peer; times are in seconds, None is for ever.

    - `pool_timeout`: the wait for one of `connection_pool_size` requests to end;
    - `connect_timeout`: the name's look-up, TCP and TLS;
    - `write_timeout`, or `media_write_timeout` with a file: the sending of the whole request;
    - `read_timeout`: the wait for the answer to begin, and then for each further piece of it.

    aiohttp times no writing, so a server that stops taking a request in is given up after the
    last three together.
    """

    __slots__ = (
        "_connect_timeout",
        "_free_slots",
        "_media_write_timeout",
        "_on_answer",
        "_pool_size",
        "_pool_timeout",
        "_read_timeout",
        "_session",
        "_write_timeout",
    )

    def __init__(
        self,
        *,
        connection_pool_size: int = 256,
        read_timeout: float | None = 5.0,
        write_timeout: float | None = 5.0,
        connect_timeout: float | None = 5.0,
        pool_timeout: float | None = 1.0,
        media_write_timeout: float | None = 20.0,
        on_answer: OnAnswer = nobody,
    ) -> None:
        self._on_answer = on_answer
        self._pool_size = connection_pool_size
        self._read_timeout = read_timeout
        self._write_timeout = write_timeout
        self._connect_timeout = connect_timeout
        self._pool_timeout = pool_timeout
        self._media_write_timeout = media_write_timeout
        self._session: aiohttp.ClientSession | None = None
        self._free_slots = asyncio.Semaphore(connection_pool_size)

    @property
    def read_timeout(self) -> float | None:
        """The read timeout where a call names none; long polling adds its own wait to it."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Open the session, in the running event loop; nothing happens if it is open."""
        if self._session is None:
            self._free_slots = asyncio.Semaphore(self._pool_size)
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._pool_size),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
            )

    async def shutdown(self) -> None:
        """Close the session and its connections; `initialize` may open it again."""
        if self._session is not None:
            session, self._session = self._session, None
            await session.close()

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: "ODVInput[float]" = BaseRequest.DEFAULT_NONE,
        write_timeout: "ODVInput[float]" = BaseRequest.DEFAULT_NONE,
        connect_timeout: "ODVInput[float]" = BaseRequest.DEFAULT_NONE,
        pool_timeout: "ODVInput[float]" = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request; gives the status and the body.

        Raises:
            TimedOut: after any of the timeouts once there is a connection.
            NeverSent: no connection could be made, or none was free in time.
            Unanswered: the server broke off.
            NotTelegrams: an error's status with something else than Telegram's JSON.
            RuntimeError: before `initialize`.
        """
        if self._session is None:
            raise RuntimeError("AiohttpRequest is not initialized")

        status = 0
        has_files = request_data is not None and request_data.contains_files
        read = _given(read_timeout, self._read_timeout)
        write = _given(
            write_timeout, self._media_write_timeout if has_files else self._write_timeout
        )
        connect = _given(connect_timeout, self._connect_timeout)

        form = _body(request_data)
        await self._take_slot(_given(pool_timeout, self._pool_timeout))
        try:
            async with (
                asyncio.timeout(_sum(connect, write, read)) as deadline,
                self._session.request(
                    method,
                    url,
                    data=form,
                    headers=_FORM if isinstance(form, bytes) else None,
                    allow_redirects=False,
                    timeout=aiohttp.ClientTimeout(connect=connect, sock_read=read),
                ) as response,
            ):
                deadline.reschedule(None)  # it answers: from here each piece has its own time
                body = await response.read()
                status = response.status
        except (aiohttp.ConnectionTimeoutError, aiohttp.ClientConnectorError) as error:
            raise NeverSent(_without_address(error)) from None
        except TimeoutError:
            raise TimedOut from None
        except (aiohttp.ClientError, OSError) as error:
            raise Unanswered(_without_address(error)) from None
        else:
            failed = status >= _ERRORS
            # Of a success the library reads the form itself, but for an error told as one.
            if failed or (method == "POST" and not _SUCCESS.match(body)):
                answer = _answer_of(body, refused=failed)
                if answer["ok"] is failed:
                    raise NotTelegrams(ODD_ANSWER, refused=True)
            return status, body
        finally:
            self._free_slots.release()
            self._on_answer(url.rpartition("/")[2], status)

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer's JSON, once it is seen to be Telegram's.

        Raises:
            NotTelegrams: it is not.
        """
        return _answer_of(payload, refused=False)

    async def _take_slot(self, pool_timeout: float | None) -> None:
        try:
            async with asyncio.timeout(pool_timeout):
                await self._free_slots.acquire()
        except TimeoutError:
            raise NeverSent(POOL_EXHAUSTED) from None


def _answer_of(body: bytes, *, refused: bool) -> dict[str, Any]:
    """An answer as Telegram gives it: {"ok": true, "result": …}, or false with a description."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        answer = None
    if isinstance(answer, dict) and isinstance(answer.get("parameters", {}), dict):
        if "result" in answer and answer.get("ok") is True and not refused:
            return answer
        if answer.get("ok") is False and isinstance(answer.get("description"), str):
            return answer
    raise NotTelegrams(ODD_ANSWER, refused=refused)


def _given(value: "ODVInput[float]", default: float | None) -> float | None:
    """What the call named, None (no limit) too; else the default."""
    return value if value is None or isinstance(value, (int, float)) else default


def _sum(*limits: float | None) -> float | None:
    """All the times together; no limit where one has none."""
    known = [limit for limit in limits if limit is not None]
    return sum(known) if len(known) == len(limits) else None


def _body(request_data: RequestData | None) -> aiohttp.FormData | bytes | None:
    """The parameters as a form, and the files where there are any."""
    if request_data is None:
        return None
    parameters = request_data.json_parameters
    if not request_data.contains_files:
        # yarl quotes a form's fields as `urllib` does, in a quarter of the time.
        return URL.build(query=parameters).raw_query_string.encode() if parameters else None
    # File names go as they are, in UTF-8: quoted, a person would see "n%C3%BAmero.pdf".
    form = aiohttp.FormData(parameters, quote_fields=False)
    for name, (filename, content, content_type) in request_data.multipart_data.items():
        piecewise = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, piecewise, filename=filename, content_type=content_type)
    return form


def _without_address(error: aiohttp.ClientError | OSError) -> str:
    """What went wrong, in words that cannot hold the token: the kind, and the system's reason."""
    reason = error.strerror if isinstance(error, OSError) else None
    return f"{type(error).__name__}: {reason}" if reason else type(error).__name__
