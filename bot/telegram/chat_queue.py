"""The order of updates: chats side by side, each chat's own one after the other."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext

from telegram import Update
from telegram.ext import BaseUpdateProcessor

CHATS_AT_ONCE = 256

Across = Callable[[int], AbstractAsyncContextManager[None]]


def unlocked(chat_id: int) -> AbstractAsyncContextManager[None]:
    """Hold nothing: there is no other replica."""
    return nullcontext()


class ChatQueue(BaseUpdateProcessor):
    """Lets the updates of many chats run at once, but those of one chat in their order.

    A chat's lock lives only while somebody holds or awaits it. `across` holds the chat against
    other replicas, where there are any.
    """

    def __init__(self, across: Across = unlocked) -> None:
        super().__init__(max_concurrent_updates=CHATS_AT_ONCE)
        self._across = across
        self._locks: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        """Await the chat's turn, then the update's handling."""
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            await coroutine
            return
        lock = self._locks.setdefault(chat.id, asyncio.Lock())
        self._waiting[chat.id] = self._waiting.get(chat.id, 0) + 1
        try:
            async with lock, self._across(chat.id):
                await coroutine
        finally:
            self._waiting[chat.id] -= 1
            if not self._waiting[chat.id]:
                del self._waiting[chat.id], self._locks[chat.id]

    async def initialize(self) -> None:
        """Nothing to be opened."""

    async def shutdown(self) -> None:
        """Nothing to be closed."""
