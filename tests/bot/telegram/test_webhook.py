"""Updates posted to the office: under the secret only, answered once they are stored."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import web
from telegram import Bot

from bot.derived_secret import derived_secret
from bot.telegram.transport import AiohttpRequest
from bot.telegram.webhook import HEADER, PATH, Webhook
from simulator import Simulator
from web import forms
from web.links import Links
from web.site import serving, site

SECRET = "un-secreto"
UPDATE = {"update_id": 7}


class Served:
    """A webhook that is open, and what it took."""

    def __init__(self, url: str, webhook: Webhook) -> None:
        self.url = url
        self.webhook = webhook
        self.received: list[object] = []
        self.broken = False
        self.goes_on = asyncio.Event()
        self.goes_on.set()

    async def post(self, secret: str | None = SECRET, body: object = UPDATE) -> int:
        headers = {} if secret is None else {HEADER: secret}
        async with (
            aiohttp.ClientSession() as http,
            http.post(self.url + PATH, json=body, headers=headers) as answer,
        ):
            return answer.status


class SilentBot(Bot):
    """A bot that calls nobody."""

    async def set_webhook(self, *args: object, **kwargs: object) -> bool:
        return True


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    async def receive(updates: Sequence[object]) -> int | None:
        await here.goes_on.wait()
        if here.broken:
            raise ConnectionError("the database is away")
        here.received += updates
        return None

    webhook = Webhook(SilentBot("1:x"), SECRET, receive)

    async def form(request: web.Request) -> web.Response:
        return web.json_response(await forms.read(request))

    pages = [web.post("/formulario", form)]
    app = site(Links("http://127.0.0.1"), webhook.routes(), pages)
    async with serving(app, "127.0.0.1", 0) as port:
        here = Served(f"http://127.0.0.1:{port}", webhook)
        await webhook.open("http://127.0.0.1")
        yield here


async def test_an_update_under_the_secret_is_taken(served: Served) -> None:
    assert await served.post() == 200
    assert served.received == [UPDATE]


@pytest.mark.parametrize("secret", [None, "", "otro", SECRET + "x"])
async def test_without_the_secret_nothing_is_taken(served: Served, secret: str | None) -> None:
    assert await served.post(secret) == 403
    assert served.received == []


@pytest.mark.parametrize("body", [[], "x", {"no": "update"}, {"update_id": "x"}])
async def test_json_of_any_form_is_received_for_who_reads_it(served: Served, body: object) -> None:
    assert await served.post(body=body) == 200
    assert served.received == [body]


async def test_json_is_read_whatever_it_is_said_to_be(served: Served) -> None:
    headers = {HEADER: SECRET, "Content-Type": "application/json; charset=nonsense"}
    async with (
        aiohttp.ClientSession() as http,
        http.post(served.url + PATH, data=b'{"update_id": 7}', headers=headers) as answer,
    ):
        assert answer.status == 200
    assert served.received == [UPDATE]


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"{", "application/json"),
        (b"", "application/json"),
        (b'{"update_id": 1, "x": "\xe9"}', "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"update_id=1", "application/x-www-form-urlencoded"),
    ],
)
async def test_what_is_no_json_is_passed_over_for_it_would_come_again_for_a_day(
    served: Served, body: bytes, content_type: str
) -> None:
    headers = {HEADER: SECRET, "Content-Type": content_type}
    async with (
        aiohttp.ClientSession() as http,
        http.post(served.url + PATH, data=body, headers=headers) as answer,
    ):
        assert answer.status == 200
    assert served.received == []


@pytest.mark.parametrize(
    ("path", "content_type"),
    [(PATH, "application/json"), ("/formulario", "application/x-www-form-urlencoded")],
)
@pytest.mark.parametrize("framing", ["Content-Length: 1000", "Transfer-Encoding: chunked"])
async def test_a_sender_lost_on_the_way_is_no_failure_of_ours(
    served: Served,
    caplog: pytest.LogCaptureFixture,
    path: str,
    content_type: str,
    framing: str,
) -> None:
    caplog.set_level("INFO")
    head = (
        f"POST {path} HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\n"
        f"Content-Type: {content_type}\r\n{framing}\r\n\r\n"
    )
    address = urlsplit(served.url)
    _, connection = await asyncio.open_connection(address.hostname, address.port)
    connection.write(head.encode() + b'9\r\n{"update_')
    await connection.drain()
    await asyncio.sleep(0.2)
    connection.close()
    while "did not come whole" not in caplog.text:  # noqa: ASYNC110
        await asyncio.sleep(0.05)
    assert [one.getMessage() for one in caplog.records if one.levelname == "ERROR"] == []
    assert served.received == []


async def test_telegram_is_asked_for_what_is_used_alone() -> None:
    async def receive(updates: Sequence[object]) -> int | None:
        return None

    async with Simulator() as simulator, AiohttpRequest() as request:
        bot = Bot(simulator.token, base_url=f"{simulator.root}/bot", request=request)
        await Webhook(bot, SECRET, receive).open("http://127.0.0.1:1")
        asked = (await bot.get_webhook_info()).allowed_updates
    assert set(asked or ()) == {"message", "edited_message", "callback_query", "my_chat_member"}


async def test_it_is_answered_only_when_it_was_stored(served: Served) -> None:
    served.goes_on.clear()
    posting = asyncio.create_task(served.post())
    await asyncio.sleep(0.2)
    assert not posting.done()
    served.goes_on.set()
    assert await posting == 200


async def test_what_can_not_be_stored_is_asked_for_again(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    served.broken = True
    assert await served.post() == 503
    assert "could not be stored: ConnectionError" in caplog.text
    served.broken = False
    assert await served.post() == 200
    assert served.received == [UPDATE]


async def test_one_that_is_closed_stores_what_is_under_way_and_takes_no_more(
    served: Served,
) -> None:
    served.goes_on.clear()
    posting = asyncio.create_task(served.post())
    await asyncio.sleep(0.2)
    served.webhook.close()
    assert served.webhook.draining, "so nothing more is sent here"
    assert await served.post(body={"update_id": 8}) == 503
    served.goes_on.set()
    assert await posting == 200
    assert served.received == [UPDATE]


def test_replicas_of_one_token_agree_on_a_secret_that_does_not_tell_it() -> None:
    assert (
        derived_secret("1:x", "webhook")
        == derived_secret("1:x", "webhook")
        != derived_secret("1:y", "webhook")
    )
    assert len(derived_secret("1:x", "webhook")) == 64
