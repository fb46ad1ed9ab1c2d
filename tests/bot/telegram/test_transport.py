"""The transport against a real server on loopback, alone and under a real `telegram.Bot`."""

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from telegram import Bot, InputFile, InputMediaDocument
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram.transport import AiohttpRequest
from handlers.send_failures import Failure, NeverSent, NotTelegrams, Unanswered, failure_of

TOKEN = "123456:AN-INVENTED-TOKEN"
ME = {"id": 123456, "is_bot": True, "first_name": "Oficina", "username": "oficina_bot"}
CHAT = {"id": 7, "type": "private"}
PDF = b"%PDF-1.7 an invented voucher \x00\xff"

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def api(answer: Answer) -> AsyncIterator[str]:
    """A server that gives every request this answer; yields its `base_url` for a Bot."""

    async def handler(request: web.Request) -> web.StreamResponse:
        return await answer(request)

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(application, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}/bot"
    finally:
        await runner.cleanup()


def done(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


async def identity(_: web.Request) -> web.Response:
    return done(ME)


def parameters(**values: object) -> RequestData:
    return RequestData([RequestParameter.from_input(key, value) for key, value in values.items()])


class Deaf:
    """Answers nothing until it is let go."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.let_go = asyncio.Event()

    async def __call__(self, _: web.Request) -> web.Response:
        self.asked.set()
        await self.let_go.wait()
        return done(ME)


async def test_posts_the_parameters_as_a_form_and_gives_the_result() -> None:
    seen: dict[str, object] = {}

    async def answer(request: web.Request) -> web.Response:
        seen.update(await request.post(), agent=request.headers["User-Agent"], at=request.path)
        return done({"message_id": 1})

    async with api(answer) as base, AiohttpRequest() as transport:
        result = await transport.post(
            f"{base}{TOKEN}/sendMessage", parameters(chat_id=7, text="¿Qué día pagás?")
        )

    assert result == {"message_id": 1}
    assert seen == {
        "chat_id": "7",
        "text": "¿Qué día pagás?",
        "agent": AiohttpRequest.USER_AGENT,
        "at": f"/bot{TOKEN}/sendMessage",
    }


async def test_uploads_a_file_under_its_own_name_and_type() -> None:
    seen: list[tuple[str, str, bytes]] = []

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        part = form["document"]
        assert isinstance(part, web.FileField)
        seen.append((part.filename, part.content_type, part.file.read()))
        assert form["chat_id"] == "7"
        return done(True)

    document = InputFile(PDF, filename='Comprobante "número" 1.pdf')
    async with api(answer) as base, AiohttpRequest() as transport:
        await transport.post(
            f"{base}{TOKEN}/sendDocument", parameters(chat_id=7, document=document)
        )

    assert seen == [('Comprobante "número" 1.pdf', "application/pdf", PDF)]


async def test_retrieves_a_file_s_bytes() -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=PDF)

    async with api(answer) as base, AiohttpRequest() as transport:
        assert await transport.retrieve(f"{base}{TOKEN}/a.pdf") == PDF


async def test_an_answer_that_does_not_come_in_the_read_timeout_is_timed_out() -> None:
    deaf = Deaf()
    async with api(deaf) as base, AiohttpRequest(read_timeout=0.05) as transport:
        with pytest.raises(TimedOut):
            await transport.post(f"{base}{TOKEN}/getMe")
        deaf.let_go.set()


async def test_an_answer_that_stops_half_way_is_timed_out() -> None:
    deaf = Deaf()

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "1000"})
        await response.prepare(request)
        await response.write(b'{"ok": ')
        await deaf(request)
        return response

    async with api(answer) as base, AiohttpRequest(read_timeout=0.05) as transport:
        with pytest.raises(TimedOut):
            await transport.post(f"{base}{TOKEN}/getMe")
        deaf.let_go.set()


async def test_a_call_s_own_timeout_goes_before_the_default() -> None:
    deaf = Deaf()
    async with api(deaf) as base, AiohttpRequest(read_timeout=None) as transport:
        assert transport.read_timeout is None
        with pytest.raises(TimedOut):
            await transport.post(f"{base}{TOKEN}/getMe", read_timeout=0.05)

        waiting = asyncio.create_task(transport.post(f"{base}{TOKEN}/getMe", read_timeout=None))
        deaf.let_go.set()
        assert await waiting == ME


async def test_an_upload_nobody_takes_in_is_timed_out() -> None:
    let_go = asyncio.Event()

    async def accept_and_never_read(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await let_go.wait()
        writer.close()

    server = await asyncio.start_server(accept_and_never_read, "127.0.0.1", 0, limit=1)
    port = server.sockets[0].getsockname()[1]
    async with (
        server,
        AiohttpRequest(
            connect_timeout=0.05, read_timeout=0.05, media_write_timeout=0.05, write_timeout=None
        ) as transport,
    ):
        document = InputFile(bytes(20_000_000), filename="enorme.pdf")
        with pytest.raises(TimedOut):
            await transport.post(
                f"http://127.0.0.1:{port}/bot{TOKEN}/sendDocument", parameters(document=document)
            )
        let_go.set()


async def test_a_full_pool_is_told_apart_and_says_the_request_was_not_sent() -> None:
    deaf = Deaf()
    async with (
        api(deaf) as base,
        AiohttpRequest(connection_pool_size=1, pool_timeout=0.05) as transport,
    ):
        first = asyncio.create_task(transport.post(f"{base}{TOKEN}/getMe"))
        await deaf.asked.wait()
        with pytest.raises(NeverSent, match="The request was not sent"):
            await transport.post(f"{base}{TOKEN}/getMe")
        deaf.let_go.set()
        assert await first == ME


async def test_a_failed_request_gives_its_place_in_the_pool_back() -> None:
    async with AiohttpRequest(connection_pool_size=1, pool_timeout=0.05) as transport:
        for _ in range(3):
            with pytest.raises(NeverSent, match="ClientConnectorError"):
                await transport.post(f"{await a_closed_port()}{TOKEN}/getMe")


async def a_closed_port() -> str:
    async with api(identity) as base:
        return base


async def breaks_off(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"ok": ')
    assert request.transport is not None
    request.transport.abort()
    return response


async def hangs_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.StreamResponse()


@pytest.mark.parametrize("answer", [breaks_off, hangs_up])
async def test_a_server_that_breaks_off_leaves_it_unknown(answer: Answer) -> None:
    async with api(answer) as base, AiohttpRequest() as transport:
        with pytest.raises(Unanswered):
            await transport.post(f"{base}{TOKEN}/getMe")


NOT_TELEGRAMS = (
    "",
    "<html>Ingresá a la red</html>",
    '{"ok": true, "result": {"id"',
    '{"ok": true}',
    '{"result": 7}',
    '{"ok": "true", "result": 7}',
    '{"ok": false}',
    '{"ok": false, "description": 7}',
    '{"message": "no such route"}',
    "[]",
    "7",
    "[" * 100_000,
    b"\xff\xfe",
)


@pytest.mark.parametrize("status", [200, 302, 401, 403, 404, 500, 502])
@pytest.mark.parametrize("body", NOT_TELEGRAMS, ids=lambda body: repr(body[:24]))
async def test_an_answer_that_is_not_telegrams_is_told_apart(
    body: str | bytes, status: int
) -> None:
    async def answer(_: web.Request) -> web.Response:
        raw = body if isinstance(body, bytes) else body.encode()
        return web.Response(body=raw, status=status)

    async with api(answer) as base, AiohttpRequest() as transport:
        with pytest.raises(NotTelegrams) as caught:
            await transport.post(f"{base}{TOKEN}/sendMessage")
    assert caught.value.refused is (status != 200), "with an error's status nothing was done"
    assert failure_of(caught.value).kind is (
        Failure.PERHAPS_SENT if status == 200 else Failure.NOT_SENT
    )


@pytest.mark.parametrize("trouble", ["refused", "broken off", "not an address", "timed out"])
async def test_no_trouble_shows_the_token(trouble: str) -> None:
    deaf = Deaf()
    answers: dict[str, Answer] = {"broken off": breaks_off, "timed out": deaf}
    async with (
        api(answers.get(trouble, identity)) as base,
        AiohttpRequest(read_timeout=0.05) as transport,
    ):
        if trouble == "refused":
            base = await a_closed_port()
        elif trouble == "not an address":
            base = "http://[nowhere/bot"
        with pytest.raises(NetworkError) as caught:
            await transport.post(f"{base}{TOKEN}/getMe")
        deaf.let_go.set()
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


async def test_does_not_follow_a_redirection() -> None:
    async def answer(_: web.Request) -> web.Response:
        raise web.HTTPFound("http://127.0.0.1:9/elsewhere")

    async with api(answer) as base, AiohttpRequest() as transport:
        with pytest.raises(NotTelegrams) as raised:
            await transport.do_request(f"{base}{TOKEN}/getMe", "POST")
    assert raised.value.refused


async def test_can_be_opened_twice_closed_twice_and_opened_again() -> None:
    transport = AiohttpRequest()
    async with api(identity) as base:
        for _ in range(2):
            await transport.initialize()
            await transport.initialize()
            assert await transport.post(f"{base}{TOKEN}/getMe") == ME
            await transport.shutdown()
            await transport.shutdown()
        with pytest.raises(RuntimeError, match="not initialized"):
            await transport.do_request(f"{base}{TOKEN}/getMe", "POST")


class TestUnderATelegramBot:
    async def test_it_knows_itself_and_sends_documents(self) -> None:
        seen: list[tuple[str, dict[str, object]]] = []

        async def answer(request: web.Request) -> web.Response:
            form = await request.post()
            fields: dict[str, object] = {
                name: part.file.read() if isinstance(part, web.FileField) else part
                for name, part in form.items()
            }
            seen.append((request.path.rpartition("/")[2], fields))
            message = {"message_id": 1, "date": 0, "chat": CHAT}
            match seen[-1][0]:
                case "getMe":
                    return done(ME)
                case "sendMediaGroup":
                    return done([message, message])
                case _:
                    return done(message)

        async with api(answer) as base, self.bot(base) as bot:
            assert bot.username == "oficina_bot"
            await bot.send_document(7, PDF, caption="Tu comprobante", filename="comprobante.pdf")
            await bot.send_media_group(
                7, [InputMediaDocument(PDF, filename=f"{n}.pdf") for n in ("uno", "dos")]
            )

        assert [method for method, _ in seen] == ["getMe", "sendDocument", "sendMediaGroup"]
        assert seen[1][1] == {"chat_id": "7", "caption": "Tu comprobante", "document": PDF}
        assert list(seen[2][1].values()).count(PDF) == 2

    async def test_telegram_s_refusals_keep_their_kind(self) -> None:
        refusals = iter(
            [
                {"error_code": 400, "description": "Bad Request: chat not found"},
                {
                    "error_code": 429,
                    "description": "Too Many Requests",
                    "parameters": {"retry_after": 9},
                },
            ]
        )

        async def answer(request: web.Request) -> web.Response:
            if request.path.endswith("/getMe"):
                return done(ME)
            refusal = next(refusals)
            return web.json_response(
                {"ok": False, **refusal}, status=int(str(refusal["error_code"]))
            )

        async with api(answer) as base, self.bot(base) as bot:
            with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
                await bot.send_message(7, "hola")
            with pytest.raises(RetryAfter, match="9"):
                await bot.send_message(7, "hola")

    @staticmethod
    def bot(base: str) -> Bot:
        return Bot(
            TOKEN, base_url=base, request=AiohttpRequest(), get_updates_request=AiohttpRequest()
        )


@pytest.mark.parametrize(
    "body",
    [
        *(
            "<html>secreto</html>",
            '{"ok": true, "result": "secreto',
            "",
            '["secreto"]',
            '"secreto"',
        ),
        *('{"ok": true}', "null", "7"),
        '{"ok": false, "description": "secreto", "parameters": "secreto"}',
        '{"ok": false, "error_code": 400}',
    ],
)
@pytest.mark.parametrize("status", [200, 400, 403, 500])
async def test_an_answer_that_is_not_telegrams_is_an_error_and_stands_in_no_log(
    status: int, body: str, caplog: pytest.LogCaptureFixture
) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, text=body)

    async with api(answer) as base_url, AiohttpRequest() as request:
        bot = Bot(TOKEN, base_url=base_url, request=request, get_updates_request=request)
        with pytest.raises(TelegramError):
            await bot.get_me()
    assert "secreto" not in caplog.text


async def test_an_error_told_under_the_status_of_a_success_is_an_error() -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"ok": False, "error_code": 400, "description": "Bad Request"})

    async with api(answer) as base_url, AiohttpRequest() as request:
        bot = Bot(TOKEN, base_url=base_url, request=request, get_updates_request=request)
        with pytest.raises(NotTelegrams) as raised:
            await bot.get_me()
    assert raised.value.refused, "it was not carried out"


async def test_an_answer_is_read_whatever_the_order_of_its_parts() -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.json_response({"result": ME, "ok": True})

    async with api(answer) as base_url, AiohttpRequest() as request:
        bot = Bot(TOKEN, base_url=base_url, request=request, get_updates_request=request)
        assert (await bot.get_me()).id == ME["id"]
