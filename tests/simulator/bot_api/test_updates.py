"""Updates by long polling and by webhook: nothing is lost, nothing is confirmed too early."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web
from telegram import Bot, Update
from telegram.error import BadRequest, Conflict, Forbidden

from simulator import Customer, Simulator
from simulator.people.customer import Refused


async def write(ana: Customer, text: str) -> int:
    """Write without waiting for an answer; the message's number."""
    told = await ana.ask("POST", f"sim/chats/{ana.chat_id}/send", {"text": text})
    return int(told["message"]["id"])


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.message.text for update in updates if update.message]


async def test_an_update_comes_again_until_it_is_confirmed(bot: Bot, ana: Customer) -> None:
    await write(ana, "uno")
    await write(ana, "dos")
    first = await bot.get_updates()
    assert texts(first) == ["uno", "dos"]
    assert texts(await bot.get_updates()) == ["uno", "dos"]
    assert texts(await bot.get_updates(offset=first[1].update_id)) == ["dos"]
    assert await bot.get_updates(offset=first[1].update_id + 1) == ()
    assert await bot.get_updates(offset=0) == ()


async def test_limit_and_negative_offset(bot: Bot, ana: Customer) -> None:
    for text in ("uno", "dos", "tres"):
        await write(ana, text)
    assert texts(await bot.get_updates(limit=2)) == ["uno", "dos"]
    assert texts(await bot.get_updates(offset=-1)) == ["tres"]
    assert texts(await bot.get_updates()) == ["tres"]


async def test_a_poll_waits_for_what_comes(bot: Bot, ana: Customer) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=10))
    await write(ana, "/start abc")
    [update] = await polling
    assert update.message is not None
    assert update.message.entities[0].type == "bot_command"
    assert update.message.from_user is not None
    assert update.message.from_user.language_code == "es"


async def test_a_poll_ends_empty_after_its_time(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_of_two_polls_the_first_ends(sim: Simulator, bot: Bot, ana: Customer) -> None:
    async with Bot(bot.token, base_url=f"{sim.root}/bot") as rival:
        first = asyncio.create_task(bot.get_updates(timeout=10))
        await ana.ask("GET", "sim/updates/polled", timeout=10)
        second = asyncio.create_task(rival.get_updates(timeout=10))
        with pytest.raises(Conflict) as ended:
            await first
        await write(ana, "hola")
        assert texts(await second) == ["hola"]
    assert ended.value.message == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )


async def test_only_the_wanted_kinds_come(bot: Bot, ana: Customer) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    await write(ana, "hola")
    sent = await bot.send_message(ana.chat_id, "¿?")
    pressed = {"message_id": sent.message_id, "data": "si"}
    await ana.ask("POST", f"sim/chats/{ana.chat_id}/press", pressed)
    [update] = await bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.message == sent


async def test_an_update_given_out_twice_keeps_its_number(bot: Bot, ana: Customer) -> None:
    await write(ana, "uno")
    [update] = await bot.get_updates()
    assert await bot.get_updates(offset=update.update_id + 1) == ()
    await ana.ask("POST", "sim/updates/redeliver", {"update_id": update.update_id})
    await write(ana, "dos")
    again = await bot.get_updates(offset=update.update_id + 1)
    assert texts(again) == ["uno", "dos"]
    assert [one.update_id for one in again] == [update.update_id, update.update_id + 1]
    assert texts(await bot.get_updates()) == ["dos"]


async def test_more_repeated_updates_than_an_answer_holds(bot: Bot, ana: Customer) -> None:
    for text in ("uno", "dos", "tres"):
        await write(ana, text)
    first, *_, last = await bot.get_updates()
    await bot.get_updates(offset=last.update_id + 1)
    for number in range(first.update_id, last.update_id + 1):
        await ana.ask("POST", "sim/updates/redeliver", {"update_id": number})
    offset = last.update_id + 1
    assert texts(await bot.get_updates(offset=offset, limit=2)) == ["uno", "dos"]
    assert texts(await bot.get_updates(offset=offset, limit=2)) == ["tres"]
    assert await bot.get_updates(offset=offset) == ()


@pytest.mark.parametrize(
    "content", [{"message": None}, {"message": []}, {"no_such_kind": {}}, {"poll": {"id": 1}}, {}]
)
async def test_an_update_of_any_form(
    http: aiohttp.ClientSession, sim: Simulator, content: dict[str, object]
) -> None:
    added = await http.post("/sim/updates", json={"update": content, "force": True})
    number = (await added.json())["update_id"]
    told = await (await http.get(f"/bot{sim.token}/getUpdates")).json()
    assert told["result"] == [{"update_id": number} | content]


async def test_an_update_that_the_bot_did_not_ask_for(bot: Bot, ana: Customer) -> None:
    await bot.get_updates(allowed_updates=["message"])

    async def add(kind: str, force: bool) -> object:
        update = {"update": {kind: {"id": "1"}}, "force": force}
        return (await ana.ask("POST", "sim/updates", update))["update_id"]

    assert await add("poll", False) is None
    first = await add("message", False)
    assert isinstance(first, int)
    assert await add("no_such_kind", True) == first + 1


async def test_a_live_location_that_moves(bot: Bot, ana: Customer) -> None:
    chat = f"sim/chats/{ana.chat_id}"
    sent = await ana.ask("POST", f"{chat}/send", {"kind": "location", "live_seconds": 900})
    number = sent["message"]["id"]
    moved = {"message_id": number, "latitude": -28.5, "longitude": -65.8}
    await ana.ask("POST", f"{chat}/move", moved)
    message, edited = await bot.get_updates()
    assert message.message is not None
    assert message.message.location is not None
    assert message.message.location.latitude == -28.47
    assert edited.edited_message is not None
    assert edited.edited_message.location is not None
    assert (edited.edited_message.message_id, edited.edited_message.location.latitude) == (
        number, -28.5,
    )  # fmt: skip
    sent = await ana.ask("POST", f"{chat}/send", {"kind": "location"})
    with pytest.raises(Refused, match="no live location"):
        await ana.ask("POST", f"{chat}/move", moved | {"message_id": sent["message"]["id"]})


async def test_an_album_is_several_messages_of_one_group(bot: Bot, ana: Customer) -> None:
    await ana.ask("POST", f"sim/chats/{ana.chat_id}/album", {"count": 4})
    messages = [update.message for update in await bot.get_updates()]
    assert len(messages) == 4
    assert len({one.media_group_id for one in messages if one and one.photo}) == 1


async def test_a_message_that_nobody_wrote(bot: Bot, ana: Customer) -> None:
    content = {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}}
    sent = {"kind": "service", "content": content}
    told = await ana.ask("POST", f"sim/chats/{ana.chat_id}/send", sent)
    assert told["message"]["kind"] == "service"
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.message_auto_delete_timer_changed is not None


async def test_a_message_seen_over_a_business_account(bot: Bot, ana: Customer) -> None:
    await bot.get_updates(allowed_updates=["message"])
    path = f"sim/chats/{ana.chat_id}/business"
    assert (await ana.ask("POST", path, {"text": "hola"}))["update_id"] is None
    forced = {"text": "/salir", "sender": 666, "force": True}
    number = (await ana.ask("POST", path, forced))["update_id"]
    [update] = await bot.get_updates()
    assert update.update_id == number
    assert update.business_message is not None
    assert update.business_message.from_user is not None
    assert (update.business_message.from_user.id, update.business_message.chat.id) == (
        666, ana.chat_id,
    )  # fmt: skip


async def test_a_corrected_message(bot: Bot, ana: Customer) -> None:
    number = await write(ana, "uno")
    corrected = {"message_id": number, "text": "dos"}
    await ana.ask("POST", f"sim/chats/{ana.chat_id}/edit", corrected)
    update = (await bot.get_updates())[1]
    assert update.edited_message is not None
    assert (update.edited_message.message_id, update.edited_message.text) == (number, "dos")


async def test_a_long_text_comes_in_pieces(bot: Bot, ana: Customer) -> None:
    await write(ana, "a" * 4096 + "b")
    assert [len(text or "") for text in texts(await bot.get_updates())] == [4096, 1]


async def test_blocking_and_letting_in_again(bot: Bot, ana: Customer) -> None:
    await ana.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ana.chat_id, "hola")
    await ana.unblock()
    await bot.send_message(ana.chat_id, "hola")
    changes = [update.my_chat_member for update in await bot.get_updates()]
    assert [change.new_chat_member.status for change in changes if change] == ["kicked", "member"]


async def test_a_group_tells_the_bot_only_what_is_meant_for_it(bot: Bot, ana: Customer) -> None:
    group = await ana.ask("POST", "sim/groups", {"title": "Familia", "members": [ana.chat_id]})
    async with Customer(ana.root, chat_id=group["id"]) as family:
        for text in ("hola a todos", "/start", "/start@otro_bot", "che @oficina_virtual_bot"):
            await write(family, text)
    updates = await bot.get_updates()
    assert updates[0].my_chat_member is not None
    assert updates[0].my_chat_member.chat.type == "group"
    assert texts(updates) == ["/start", "che @oficina_virtual_bot"]
    assert await bot.leave_chat(group["id"])
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(group["id"], "chau")


@dataclass
class Receiver:
    """A bot's webhook that answers as it is told."""

    url: str = ""
    statuses: list[int] = field(default_factory=list)
    taken: list[tuple[int, str | None]] = field(default_factory=list)
    first: asyncio.Event = field(default_factory=asyncio.Event)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, request: web.Request) -> web.Response:
        update = await request.json()
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.taken.append((update["update_id"], secret))
        self.first.set()
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200 and not self.statuses:
            self.done.set()
        return web.Response(status=status)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_a_webhook_gets_each_update_until_it_takes_it(
    bot: Bot, ana: Customer, receiver: Receiver
) -> None:
    await write(ana, "antes")  # waits for the webhook
    receiver.statuses = [500, 200, 200]
    await bot.set_webhook(receiver.url, secret_token="s3cret")
    await write(ana, "después")
    await asyncio.wait_for(receiver.done.wait(), 10)
    (first, secret), (again, _), (second, _) = receiver.taken
    assert secret == "s3cret"
    assert first == again == second - 1
    info = await bot.get_webhook_info()
    assert info.url == receiver.url
    assert info.last_error_message == "Wrong response from the webhook: 500"


async def test_a_webhook_gets_updates_of_any_form(
    bot: Bot, ana: Customer, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url)
    added = await ana.ask("POST", "sim/updates", {"update": {"message": []}, "force": True})
    await asyncio.wait_for(receiver.done.wait(), 10)
    assert receiver.taken == [(added["update_id"], None)]


async def test_no_polling_beside_a_webhook(bot: Bot, receiver: Receiver) -> None:
    await bot.set_webhook(receiver.url)
    with pytest.raises(Conflict) as refused:
        await bot.get_updates()
    assert refused.value.message == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_webhooks_that_are_refused(bot: Bot, receiver: Receiver) -> None:
    with pytest.raises(BadRequest, match="an https url must be provided for webhook"):
        await bot.set_webhook("ftp://example.com/hook")
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await bot.set_webhook(receiver.url, secret_token="con espacio")


async def test_an_update_given_out_twice_by_webhook(
    bot: Bot, ana: Customer, receiver: Receiver
) -> None:
    receiver.statuses = [200, 200]
    await bot.set_webhook(receiver.url)
    await write(ana, "uno")
    await asyncio.wait_for(receiver.first.wait(), 10)
    await ana.ask("POST", "sim/updates/redeliver")
    await asyncio.wait_for(receiver.done.wait(), 10)
    assert receiver.taken[0] == receiver.taken[1]
