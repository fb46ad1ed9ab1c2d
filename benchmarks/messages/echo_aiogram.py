"""aiogram's bare echo: its own session, dispatcher and polling.

    python echo_aiogram.py TOKEN ROOT

It wants an environment of its own: requirements-bench.txt.
"""

import asyncio
import sys

from aiogram import Bot, Dispatcher  # type: ignore[import-not-found]
from aiogram.client.session.aiohttp import AiohttpSession  # type: ignore[import-not-found]
from aiogram.client.telegram import TelegramAPIServer  # type: ignore[import-not-found]
from aiogram.types import Message  # type: ignore[import-not-found]


async def echo(message: Message) -> None:
    """Say what was said."""
    await message.answer(message.text)


def main(token: str, root: str) -> None:
    """Poll until SIGTERM."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(root))
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    asyncio.run(dispatcher.start_polling(Bot(token, session=session)))


if __name__ == "__main__":
    main(*sys.argv[1:])
