"""A Bot API that costs next to nothing: it hands out updates and takes answers, in one process.

It checks nothing of what is sent. HTTP is read by hand, as far as the bots compared write it;
anything else fails an assertion and gets no answer, which ends the benchmark.
"""

import asyncio
import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter, time
from urllib.parse import parse_qs

BOT_ID = 424242
BATCH = 100  # updates that getUpdates gives at most
ANSWERS = frozenset({b"sendMessage", b"editMessageText", b"sendDocument", b"sendPhoto"})

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
# A form, a multipart form or JSON: the name, what stands between, the number.
_CHAT = re.compile(rb"chat_id[^0-9-]{1,12}(-?\d+)")
_MESSAGE = re.compile(rb"message_id[^0-9-]{1,12}(\d+)")
_NUMBERS = {
    name: re.compile(rb"%s[^0-9-]{1,12}(-?\d+)" % name)
    for name in (b"offset", b"limit", b"timeout")
}
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"

Write = Callable[[int], bytes]
"""Makes the JSON of the update with that id."""


def _ok(result: bytes) -> bytes:
    return _HEAD % (len(result) + 21, b'{"ok":true,"result":%b}' % result)


_TRUE = _ok(b"true")
_NONE = _ok(b"[]")
_ME = _ok(
    json.dumps(
        {
            "id": BOT_ID,
            "is_bot": True,
            "first_name": "Oficina",
            "username": "oficina_bot",
            "can_join_groups": False,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
    ).encode()
)
_NO_WEBHOOK = _ok(b'{"url":"","has_custom_certificate":false,"pending_update_count":0}')
_PLAIN = {b"getMe": _ME, b"getWebhookInfo": _NO_WEBHOOK}
_SENT = (
    b'{"message_id":%%d,"date":%d,"from":{"id":%d,"is_bot":true,"first_name":"Oficina",'
    b'"username":"oficina_bot"},"chat":{"id":%%d,"type":"private","first_name":"Ana"},%%b}'
    % (int(time()), BOT_ID)
)
_FILE = b'"file_id":"F1","file_unique_id":"U1","file_size":1000'
_CONTENT = {
    b"sendDocument": b'"document":{%b,"file_name":"a.pdf"}' % _FILE,
    b"sendPhoto": b'"photo":[{%b,"width":90,"height":90}]' % _FILE,
}


@dataclass(slots=True)
class Answer:
    """What a bot sent to a chat, as it stood in the request."""

    method: str
    message_id: int
    body: bytes

    def parameter(self, name: str) -> str:
        """A parameter of a form; '' where it was not given."""
        return parse_qs(self.body.decode()).get(name, [""])[0]


@dataclass(slots=True)
class Line:
    """One bot's updates, in order, and its answers.

    As many updates are out as `most_out` lets be unanswered; a poll that finds none waits until
    `least` of them can be given at once.
    """

    write: Write = lambda update_id: b""
    most_out: int = 0
    least: int = 1
    next_id: int = 1
    answered: int = 0
    calls: Counter[str] = field(default_factory=Counter)
    last: dict[int, Answer] = field(default_factory=dict)  # by chat
    handed_at: float = 0.0
    answered_at: float = 0.0
    polled: asyncio.Event = field(default_factory=asyncio.Event)
    handed: asyncio.Event = field(default_factory=asyncio.Event)
    quiet: asyncio.Event = field(default_factory=asyncio.Event)
    _kept: dict[int, bytes] = field(default_factory=dict)  # given out, not confirmed
    _poll: "_Poll | None" = None
    _message_id: int = 1000

    @property
    def out(self) -> int:
        """How many updates are given out and not answered."""
        return self.next_id - 1 - self.answered

    def poll(self, connection: "Connection", offset: int, limit: int, timeout: int) -> None:
        """Answer getUpdates, now or when there is something to give."""
        self.calls["getUpdates"] += 1
        for update_id in [one for one in self._kept if one < offset]:
            del self._kept[update_id]
        again = [text for one, text in self._kept.items() if one >= offset][:limit]
        room = min(limit - len(again), self.most_out - self.out)
        if again or room >= min(self.least, limit) or (timeout == 0 and room > 0):
            connection.reply(_ok(b"[%b]" % b",".join([*again, *self._new(room)])))
        elif timeout == 0:
            connection.reply(_NONE)
        else:
            self._poll = _Poll(connection, limit)
            self._poll.ends = asyncio.get_running_loop().call_later(timeout, self.give_nothing)
            self.polled.set()

    def offer(self) -> None:
        """Give the waiting poll what there is room for by now."""
        poll = self._poll
        if poll is None or self.most_out - self.out < min(self.least, poll.limit):
            return
        new = self._new(min(poll.limit, self.most_out - self.out))
        self._close_poll()
        poll.connection.reply(_ok(b"[%b]" % b",".join(new)))

    def give_nothing(self) -> None:
        """End the waiting poll, if there is one."""
        if poll := self._close_poll():
            poll.connection.reply(_NONE)

    def lost(self, connection: "Connection") -> None:
        """Forget the poll of a connection that was closed."""
        if self._poll and self._poll.connection is connection:
            self._close_poll()

    def take(self, method: bytes, body: bytes) -> bytes:
        """Take an answer; returns the response to it."""
        self.answered_at = perf_counter()
        found = _CHAT.search(body)
        assert found is not None, f"{method.decode()} names no chat: {body[:200]!r}"
        chat_id = int(found[1])
        if method == b"editMessageText" and (edited := _MESSAGE.search(body)):
            message_id = int(edited[1])
        else:
            self._message_id += 1
            message_id = self._message_id
        self.calls[method.decode()] += 1
        self.answered += 1
        self.last[chat_id] = Answer(method.decode(), message_id, body)
        if self.out == 0:
            self.quiet.set()
        if self._poll:
            self.offer()
        return _ok(_SENT % (message_id, chat_id, _CONTENT.get(method, b'"text":"."')))

    def _new(self, count: int) -> list[bytes]:
        texts = []
        for update_id in range(self.next_id, self.next_id + max(count, 0)):
            self._kept[update_id] = text = self.write(update_id)
            texts.append(text)
        if texts:
            self.next_id += len(texts)
            self.quiet.clear()
            self.handed.set()
            self.handed_at = perf_counter()
        return texts

    def _close_poll(self) -> "_Poll | None":
        poll, self._poll = self._poll, None
        self.polled.clear()
        if poll and poll.ends:
            poll.ends.cancel()
        return poll


@dataclass(slots=True)
class _Poll:
    connection: "Connection"
    limit: int
    ends: asyncio.TimerHandle | None = None


class Connection(asyncio.Protocol):
    """A bot's connection, which is kept open from request to request."""

    def __init__(self, lines: dict[bytes, Line]) -> None:
        self._lines = lines
        self._line: Line | None = None
        self._received = b""
        self._transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Asyncio's hook."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        """Asyncio's hook."""
        self._transport = None
        if self._line:
            self._line.lost(self)

    def data_received(self, data: bytes) -> None:
        """Asyncio's hook: read as many requests as have come whole."""
        self._received = self._received + data if self._received else data
        while (end := self._received.find(b"\r\n\r\n")) >= 0:
            head = self._received[:end]
            assert not _CHUNKED.search(head), "a request came in chunks"
            length = _LENGTH.search(head)
            whole = end + 4 + (int(length[1]) if length else 0)
            if len(self._received) < whole:
                return
            body = self._received[end + 4 : whole]
            self._received = self._received[whole:]
            self._call(head[: head.index(b"\r\n")], body)

    def reply(self, response: bytes) -> None:
        """Send a response."""
        if self._transport:
            self._transport.write(response)

    def _call(self, request: bytes, body: bytes) -> None:
        _, bot, method = request.split(b" ")[1].split(b"/")
        line = self._line = self._lines[bot]
        if method in ANSWERS:
            self.reply(line.take(method, body))
        elif method == b"getUpdates":
            given = {name: number.search(body) for name, number in _NUMBERS.items()}
            offset, limit, timeout = (int(one[1]) if one else None for one in given.values())
            line.poll(self, offset or 0, min(limit or BATCH, BATCH), timeout or 0)
        else:
            line.calls[method.decode()] += 1
            self.reply(_PLAIN.get(method, _TRUE))


@dataclass(slots=True)
class BotApi:
    """The server, and the line of each bot by its token."""

    lines: dict[bytes, Line] = field(default_factory=dict)
    root: str = ""

    def line(self, token: str) -> Line:
        """Open a line for a bot."""
        return self.lines.setdefault(f"bot{token}".encode(), Line())

    async def serve(self) -> asyncio.Server:
        """Begin to answer, on a free port of 127.0.0.1."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: Connection(self.lines), "127.0.0.1", 0)
        host, port = server.sockets[0].getsockname()
        self.root = f"http://{host}:{port}"
        return server
