"""Refused tokens, Telegram's pace, and trouble on order."""

import asyncio
from typing import Any

import aiohttp
import pytest
from telegram import Bot
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TimedOut

from simulator import Customer, Simulator


async def fault(ana: Customer, **wanted: Any) -> None:
    await ana.ask("PUT", "sim/faults", wanted)


async def test_another_token(http: aiohttp.ClientSession, sim: Simulator) -> None:
    answer = await http.get("/bot1:abc/getMe")
    assert (answer.status, await answer.json()) == (
        401, {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )  # fmt: skip
    assert (await http.get("/botnonsense/getMe")).status == 404
    with pytest.raises(InvalidToken):
        async with Bot("1:abc", base_url=f"{sim.root}/bot"):
            pass


async def test_an_unknown_method(http: aiohttp.ClientSession, sim: Simulator) -> None:
    answer = await http.get(f"/bot{sim.token}/makeCoffee")
    assert answer.status == 404
    assert (await answer.json())["description"] == "Not Found: method not found"
    assert (await http.get(f"/bot{sim.token}/GETME")).status == 200


async def test_chats_and_numbers_that_make_no_sense(
    http: aiohttp.ClientSession, sim: Simulator, ana: Customer
) -> None:
    async def description(method: str, **sent: str) -> str:
        answer = await http.post(f"/bot{sim.token}/{method}", data=sent)
        assert answer.status == 400
        return str((await answer.json())["description"])

    assert await description("sendMessage", text="a") == "Bad Request: chat_id is empty"
    assert await description("sendMessage", chat_id="ana") == "Bad Request: chat not found"
    chat = str(ana.chat_id)
    assert await description("editMessageText", chat_id=chat, text="a") == (
        "Bad Request: message identifier is not specified"
    )
    assert await description("sendMessage", chat_id=chat, text="a", reply_markup="{") == (
        "Bad Request: can't parse reply markup JSON object"
    )


async def test_thirty_messages_a_second_over_all_chats(
    http: aiohttp.ClientSession, sim: Simulator, ana: Customer
) -> None:
    await ana.ask("PUT", "sim/limits", {"on": True})
    await ana.ask("POST", "sim/customers/bulk", {"count": 40, "first_id": 5000})
    statuses = []
    for number in range(5000, 5040):
        sent = {"chat_id": number, "text": "aviso"}
        answer = await http.post(f"/bot{sim.token}/sendMessage", json=sent)
        statuses.append(answer.status)
        if answer.status == 429:
            told = await answer.json()
    assert statuses[:30] == [200] * 30
    assert 429 in statuses
    assert told["parameters"] == {"retry_after": 1}
    assert told["description"] == "Too Many Requests: retry after 1"


async def test_one_chat_takes_a_burst_and_then_one_a_second(bot: Bot, ana: Customer) -> None:
    await ana.ask("PUT", "sim/limits", {"on": True, "per_chat_burst": 3})
    for _ in range(3):
        await bot.send_message(ana.chat_id, "hola")
    with pytest.raises(RetryAfter) as refused:
        await bot.send_message(ana.chat_id, "hola")
    assert str(refused.value) == "Flood control exceeded. Retry in 1 seconds"
    assert len(await ana.messages()) == 3


async def test_no_pace_unless_asked_for(bot: Bot, ana: Customer) -> None:
    for _ in range(40):
        await bot.send_message(ana.chat_id, "hola")
    assert len(await ana.messages()) == 40


async def test_a_script_of_errors(bot: Bot, ana: Customer) -> None:
    script = [
        {"status": 429, "description": "Too Many Requests: retry after 7", "retry_after": 7},
        {
            "method": "sendMessage",
            "status": 500,
            "description": "Internal Server Error",
            "times": 2,
        },
    ]
    await fault(ana, script=script)
    with pytest.raises(RetryAfter, match="Retry in 7 seconds"):
        await bot.get_me()
    for _ in range(2):
        with pytest.raises(NetworkError, match="Internal Server Error"):
            await bot.send_message(ana.chat_id, "hola")
    assert (await bot.send_message(ana.chat_id, "hola")).text == "hola"


@pytest.mark.parametrize(
    ("trouble", "arrives"),
    [("500", 0), ("502", 0), ("reset", 0), ("lost", 1), ("hang", 0), ("hang_after", 1)],
)
async def test_each_trouble_and_whether_the_message_arrives(
    bot: Bot, ana: Customer, trouble: str, arrives: int
) -> None:
    await fault(ana, failing_share=1, troubles=[trouble], hang_seconds=1)
    with pytest.raises((NetworkError, TimedOut)):
        await bot.send_message(ana.chat_id, "hola", read_timeout=0.3)
    assert len(await ana.messages()) == arrives
    await fault(ana)
    await bot.send_message(ana.chat_id, "otra vez")
    assert len(await ana.messages()) == arrives + 1


async def test_trouble_keeps_to_its_share_and_its_methods(bot: Bot, ana: Customer) -> None:
    await fault(ana, failing_share=0.3, troubles=["502"], methods=["sendMessage"], seed=7)
    failed = 0
    for _ in range(100):
        await bot.get_me()
        try:
            await bot.send_message(ana.chat_id, "hola")
        except NetworkError:
            failed += 1
    assert 15 < failed < 45
    counted = await ana.ask("GET", "sim/stats")
    assert counted["sendMessage"] == {"200": 100 - failed, "502": failed}


async def test_the_blocked_share_is_always_the_same_chats(
    http: aiohttp.ClientSession, sim: Simulator, ana: Customer
) -> None:
    await fault(ana, blocked_share=0.2, seed=3)
    await ana.ask("POST", "sim/customers/bulk", {"count": 100, "first_id": 5000})

    async def blocked() -> set[int]:
        return {
            number
            for number in range(5000, 5100)
            if (
                await http.post(
                    f"/bot{sim.token}/sendMessage", json={"chat_id": number, "text": "a"}
                )
            ).status
            == 403
        }

    chats = await blocked()
    assert 5 < len(chats) < 40
    assert await blocked() == chats


async def test_the_history_of_a_chat_is_bounded() -> None:
    async with (
        Simulator(history=3) as sim,
        Customer(sim.root) as ana,
        Bot(sim.token, base_url=f"{sim.root}/bot") as bot,
    ):
        first, *_ = [await bot.send_message(ana.chat_id, f"aviso {n}") for n in range(5)]
        assert [one.text for one in await ana.messages()] == ["aviso 2", "aviso 3", "aviso 4"]
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await bot.edit_message_text("x", ana.chat_id, first.message_id)
        [summary] = await ana.ask("GET", "sim/chats")
        assert summary["bot_messages"] == 5


async def test_trouble_it_does_not_know_is_refused(http: aiohttp.ClientSession) -> None:
    answer = await http.put("/sim/faults", json={"troubles": ["fire"]})
    assert (answer.status, await answer.json()) == (400, {"error": "unknown troubles: fire"})


async def test_forms_of_other_pages_are_kept_out(http: aiohttp.ClientSession) -> None:
    answer = await http.post("/sim/customers", data={"name": "Eva"})
    assert answer.status == 400
    assert await (await http.get("/sim/chats")).json() == []


async def test_a_slow_answer_is_waited_for(talking_bot: Bot, ana: Customer) -> None:
    """Requests under way count: the bot isn't quiet while one of its messages is on its way."""
    await fault(ana, latency=0.2)
    answers = await asyncio.gather(ana.say("uno"), ana.say("dos"))
    assert any(answers)


@pytest.mark.parametrize(
    ("trouble", "status", "content"),
    [
        ("429", 429, '{"ok": false, "error_code": 429, "description": "Too Many Requests: retry'),
        ("500", 500, '{"ok": false, "error_code": 500, "description": "Internal Server Error"}'),
        ("401", 401, '{"ok": false, "error_code": 401, "description": "Unauthorized"}'),
        ("403", 403, '{"ok": false, "error_code": 403, "description": "Forbidden: bot was blocked'),
        ("502", 502, "<html>"),
        ("403_html", 403, "<html>"),
        ("html", 200, "<html>"),
        ("no_result", 200, '{"ok":true}'),
        ("half", 200, '{"ok":true,"result":[{"upda'),
        ("empty", 200, ""),
    ],
)
async def test_each_answer_in_trouble_and_that_nothing_is_carried_out(
    http: aiohttp.ClientSession,
    sim: Simulator,
    ana: Customer,
    trouble: str,
    status: int,
    content: str,
) -> None:
    await fault(ana, failing_share=1, troubles=[trouble], retry_after=7)
    sent = {"chat_id": ana.chat_id, "text": "hola"}
    for _ in range(2):  # until it is switched off
        answer = await http.post(f"/bot{sim.token}/sendMessage", json=sent)
        told = await answer.text()
        assert answer.status == status
        assert told.startswith(content)
        assert bool(told) == bool(content)
        is_page = content.startswith("<")
        assert answer.content_type == ("text/html" if is_page else "application/json")
        if trouble == "429":
            assert (await answer.json())["parameters"] == {"retry_after": 7}
    await fault(ana)
    assert await ana.messages() == []


async def test_garbage_is_four_kinds_of_answer(
    http: aiohttp.ClientSession, sim: Simulator, ana: Customer
) -> None:
    await fault(ana, failing_share=1, troubles=["garbage"])
    told = {await (await http.get(f"/bot{sim.token}/getMe")).text() for _ in range(60)}
    assert len(told) == 4


async def test_trouble_of_one_chat(bot: Bot, sim: Simulator, ana: Customer) -> None:
    async with Customer(sim.root, name="Eva Luna") as eva:
        await fault(ana, failing_share=1, troubles=["500"], chats=[ana.chat_id])
        with pytest.raises(NetworkError):
            await bot.send_message(ana.chat_id, "hola")
        assert (await bot.send_message(eva.chat_id, "hola")).text == "hola"
        assert (await bot.get_me()).is_bot


async def test_a_press_belongs_to_its_chat(bot: Bot, sim: Simulator, ana: Customer) -> None:
    async with Customer(sim.root, name="Eva Luna") as eva:
        queries = {}
        for one in (ana, eva):
            sent = await bot.send_message(one.chat_id, "¿?")
            pressed = {"message_id": sent.message_id, "data": "si"}
            told = await one.ask("POST", f"sim/chats/{one.chat_id}/press", pressed)
            queries[one.chat_id] = told["callback_query_id"]
        await fault(ana, failing_share=1, troubles=["500"], chats=[ana.chat_id])
        with pytest.raises(NetworkError):
            await bot.answer_callback_query(queries[ana.chat_id])
        assert await bot.answer_callback_query(queries[eva.chat_id])


@pytest.mark.parametrize(("trouble", "arrives"), [("hang", 0), ("hang_after", 1)])
async def test_what_hangs_ends_when_the_trouble_is_set_anew(
    http: aiohttp.ClientSession, sim: Simulator, ana: Customer, trouble: str, arrives: int
) -> None:
    await fault(ana, failing_share=1, troubles=[trouble], hang_seconds=600)
    sent = {"chat_id": ana.chat_id, "text": "hola"}
    hanging = asyncio.create_task(http.post(f"/bot{sim.token}/sendMessage", json=sent))
    chat = sim.world.chats[ana.chat_id]
    while not chat.in_flight:  # noqa: ASYNC110 - the server makes it true
        await asyncio.sleep(0.01)
    await fault(ana)
    if arrives:
        assert (await hanging).status == 200
    else:
        with pytest.raises(aiohttp.ClientError):
            await hanging
    assert len(await ana.messages()) == arrives


async def test_what_hangs_ends_when_its_sender_gives_up(
    bot: Bot, sim: Simulator, ana: Customer
) -> None:
    await fault(ana, failing_share=1, troubles=["hang"], hang_seconds=600)
    with pytest.raises(TimedOut):
        await bot.send_message(ana.chat_id, "hola", read_timeout=0.1)
    chat = sim.world.chats[ana.chat_id]
    async with asyncio.timeout(10):
        while chat.in_flight:  # noqa: ASYNC110 - the server makes it true
            await asyncio.sleep(0.05)


async def test_a_script_that_lets_some_through(bot: Bot, ana: Customer) -> None:
    line = {"method": "sendMessage", "status": 500, "description": "x", "skip": 2}
    await fault(ana, script=[line])
    for text in ("uno", "dos"):
        await bot.send_message(ana.chat_id, text)
    with pytest.raises(NetworkError):
        await bot.send_message(ana.chat_id, "tres")
    assert [one.text for one in await ana.messages()] == ["uno", "dos"]


async def test_a_script_of_any_answers(
    http: aiohttp.ClientSession, sim: Simulator, ana: Customer
) -> None:
    """Any status, body and type, so many times or until set anew; to getUpdates as well."""
    login = "<html>login</html>"
    await fault(
        ana,
        script=[
            {"method": "getUpdates", "body": login, "content_type": "text/html"},
            {"method": "getMe", "status": 403, "body": "{", "times": None},
            {"method": "sendMessage", "body": '{"ok":tr', "carried_out": True},
        ],
    )
    answer = await http.get(f"/bot{sim.token}/getUpdates")
    assert (answer.status, answer.content_type, await answer.text()) == (200, "text/html", login)
    assert (await (await http.get(f"/bot{sim.token}/getUpdates")).json())["result"] == []
    for _ in range(3):
        answer = await http.get(f"/bot{sim.token}/getMe")
        assert (answer.status, await answer.text()) == (403, "{")
    sent = {"chat_id": ana.chat_id, "text": "hola"}
    answer = await http.post(f"/bot{sim.token}/sendMessage", json=sent)
    assert await answer.text() == '{"ok":tr'
    assert [one.text for one in await ana.messages()] == ["hola"]
    shown = await ana.ask("GET", "sim/faults")
    assert [line["method"] for line in shown["script"]] == ["getMe"]
    await fault(ana)
    assert (await http.get(f"/bot{sim.token}/getMe")).status == 200


@pytest.mark.parametrize(
    "description",
    [
        "Bad Request: message can't be edited",
        "Bad Request: message to edit not found",
        "Bad Request: MESSAGE_ID_INVALID",
        "Bad Request: there is no text in the message to edit",
    ],
)
async def test_an_edit_refused_in_any_words(bot: Bot, ana: Customer, description: str) -> None:
    sent = await bot.send_message(ana.chat_id, "uno")
    line = {"method": "editMessageText", "status": 400, "description": description}
    await fault(ana, script=[line])
    with pytest.raises(BadRequest) as refused:
        await bot.edit_message_text("dos", ana.chat_id, sent.message_id)
    assert refused.value.message.casefold() in description.casefold()
    await bot.edit_message_text("dos", ana.chat_id, sent.message_id)


@pytest.mark.parametrize(
    ("method", "sent", "description"),
    [
        ("sendMessage", {}, "message text is empty"),
        ("sendMessage", {"text": " \n "}, "message text is empty"),
        ("sendMessage", {"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ("sendDocument", {}, "there is no document in the request"),
        ("sendPhoto", {"photo": ""}, "there is no photo in the request"),
        ("sendDocument", {"document": "x"}, "wrong file identifier/HTTP URL specified"),
    ],
)
async def test_what_is_empty_is_refused(
    http: aiohttp.ClientSession,
    sim: Simulator,
    ana: Customer,
    method: str,
    sent: dict[str, str],
    description: str,
) -> None:
    answer = await http.post(f"/bot{sim.token}/{method}", json=sent | {"chat_id": ana.chat_id})
    assert answer.status == 400
    assert (await answer.json())["description"] == f"Bad Request: {description}"
