"""Updates of one chat go one after the other, those of many side by side."""

import asyncio
from datetime import datetime

import pytest
from telegram import Chat, Message, Update

from bot.telegram.chat_queue import ChatQueue
from domain.clock import ZONE


def update(number: int, chat: int) -> Update:
    moment = datetime(2026, 11, 24, 12, tzinfo=ZONE)
    return Update(number, message=Message(number, moment, Chat(chat, Chat.PRIVATE)))


async def test_a_chats_updates_never_interleave_and_keep_their_order() -> None:
    order = ChatQueue()
    told: list[str] = []

    async def handle(name: str) -> None:
        told.append(f"{name} begins")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        told.append(f"{name} ends")

    await asyncio.gather(
        *(order.process_update(update(n, 1), handle(str(n))) for n in range(4)),
    )
    expected = [f"{n} {what}" for n in range(4) for what in ("begins", "ends")]
    assert told == expected


async def test_another_chat_need_not_wait() -> None:
    order = ChatQueue()
    released = asyncio.Event()
    told: list[str] = []

    async def slow() -> None:
        await released.wait()
        told.append("slow")

    async def quick() -> None:
        told.append("quick")
        released.set()

    await asyncio.gather(
        order.process_update(update(1, 1), slow()), order.process_update(update(2, 2), quick())
    )
    assert told == ["quick", "slow"]


async def test_a_handler_that_fails_holds_nobody_up() -> None:
    order = ChatQueue()

    async def broken() -> None:
        raise ValueError("broken")

    async def fine() -> None:
        told.append("fine")

    told: list[str] = []
    with pytest.raises(ValueError, match="broken"):
        await order.process_update(update(1, 1), broken())
    await order.process_update(update(2, 1), fine())
    assert told == ["fine"]


async def test_an_update_of_no_chat_is_handled() -> None:
    told: list[str] = []

    async def handle() -> None:
        told.append("handled")

    await ChatQueue().process_update(Update(1), handle())
    assert told == ["handled"]
