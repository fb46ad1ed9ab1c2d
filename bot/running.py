"""Runs the office until it is told to stop: long polling, the sender and the pages together."""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress

from telegram import Update

from bot.assembly import VirtualOffice, open_office
from bot.introduction import introduce
from bot.polling import Polling
from bot.settings import Settings
from web.site import serving

log = logging.getLogger(__name__)


def nothing() -> None:
    """Tell nobody that the office is open."""


async def run(settings: Settings, *, opened: Callable[[], None] = nothing) -> None:
    """Run until SIGTERM or SIGINT; what is under way then is brought to its end.

    `opened` is called once everything is open. Errors are those of `open_office`, and OSError
    where the pages' port is taken.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    async with open_office(settings) as office:
        await introduce(office.application.bot)
        async with serving(office.site, settings.web_host, settings.web_port):
            await work(office, stop, opened)


async def work(
    office: VirtualOffice, stop: asyncio.Event, opened: Callable[[], None] = nothing
) -> None:
    """Take updates, deliver what is owed and look after vouchers until `stop`."""
    application = office.application
    processor = application.update_processor

    async def take(update: Update) -> None:
        await processor.process_update(update, application.process_update(update))

    polling = Polling(application.bot, take)
    delivering = asyncio.create_task(office.sender.run())
    mornings = asyncio.create_task(office.mornings.run(stop))
    # Should the sender ever end by itself, the process ends with it rather than fall silent.
    delivering.add_done_callback(lambda _: stop.set())
    opened()
    log.info("the office is open")
    try:
        await polling.run(stop)
    finally:
        office.sender.stop()
        with suppress(asyncio.CancelledError):
            await delivering
        stop.set()
        await mornings
    log.info("the office is closed")
