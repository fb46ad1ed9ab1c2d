"""Runs the office until it is told to stop: updates, the sender, the jobs and the pages together.

Every replica takes updates and serves pages; the leader alone delivers what is owed and makes
the jobs (`storage.engine.leadership`).
"""

import asyncio
import logging
import signal
from collections.abc import Callable
from contextlib import suppress

from bot.assembly.office import VirtualOffice, open_office
from bot.jobs.relearning import keep_learning
from bot.monitoring.inner_site import inner_site
from bot.monitoring.service_notification import ServiceNotification
from bot.settings import Settings
from bot.telegram.first_calls import Stopped, until_answered
from bot.telegram.polling import Polling
from bot.telegram.profile import publish_profile
from storage.engine.database import answers
from storage.engine.leadership import lead
from web.site import serving

log = logging.getLogger(__name__)


def nothing() -> None:
    """Tell nobody that the office is open."""


async def run(
    settings: Settings, *, webhook: bool = False, opened: Callable[[], None] = nothing
) -> None:
    """Run until SIGTERM or SIGINT; what is under way then is brought to its end.

    Updates are fetched, or with `webhook` taken at the pages' address. `opened` is called once
    everything is open. While Telegram can't be reached at the start, it is waited for.

    Raises:
        InvalidToken: Telegram doesn't know the token.
        OSError: the pages' port is taken; nothing was told to Telegram then.
        Exception: whatever `open_office` raises.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    try:
        async with open_office(settings, stop=stop) as office:
            await _serve(settings, office, stop, opened, webhook=webhook)
    except Stopped:
        log.info("the office was told to stop before Telegram answered")


async def _serve(
    settings: Settings,
    office: VirtualOffice,
    stop: asyncio.Event,
    opened: Callable[[], None],
    *,
    webhook: bool,
) -> None:
    """Serve the pages, tell Telegram how updates are taken, and work."""
    async with (
        inner_site(settings, office.health, office.bot.get_webhook_info),
        serving(office.site, settings.web_host, settings.web_port),
    ):
        if webhook:
            address = settings.public_url
            await until_answered(lambda: office.webhook.open(address), stop, "setWebhook")
        else:
            await until_answered(office.bot.delete_webhook, stop, "deleteWebhook")
        profile = asyncio.create_task(publish_profile(office.bot, stop))
        try:
            async with ServiceNotification().announced(answers, stop):
                await work(office, stop, opened, polls=not webhook)
        finally:
            stop.set()
            await profile


async def work(
    office: VirtualOffice,
    stop: asyncio.Event,
    opened: Callable[[], None] = nothing,
    *,
    polls: bool = True,
) -> None:
    """Take updates, and do the leader's work while this replica leads, until `stop`."""

    async def leaders(over: asyncio.Event) -> None:
        await _leaders_work(office, over)

    working = asyncio.create_task(office.workers.run(stop))
    learning = asyncio.create_task(keep_learning(office.intents, stop))
    leading = asyncio.create_task(lead(office.database, leaders, stop))
    # Should the leader's work ever end by itself, the process ends with it rather than fall silent.
    leading.add_done_callback(lambda _: stop.set())
    opened()
    log.info("the office is open")
    try:
        if polls:
            await Polling(office.bot, office.intake.receive).run(stop)
        else:
            await stop.wait()
    finally:
        stop.set()
        office.webhook.close()
        await working
        with suppress(asyncio.CancelledError):
            await leading
        await learning
    log.info("the office is closed")


async def _leaders_work(office: VirtualOffice, over: asyncio.Event) -> None:
    """Deliver what is owed, and run the jobs, until `over`."""
    office.health.leads(True)
    jobs = [asyncio.create_task(one(over)) for one in office.jobs]
    delivering = asyncio.create_task(office.sender.run())
    ending = asyncio.create_task(over.wait())
    await asyncio.wait({delivering, ending}, return_when=asyncio.FIRST_COMPLETED)
    over.set()
    office.health.leads(False)
    office.sender.stop()
    await asyncio.gather(delivering, *jobs)
