"""`oficina demo`: the whole office on invented data, with a simulated Telegram and mailbox."""

import asyncio
import logging
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr
from rich.console import Console
from rich.panel import Panel

from bot.assembly.office import open_office
from bot.commands.importing import load_sample, write_sample
from bot.demo.script_player import ScriptFailed, play_script
from bot.run import work
from bot.settings import Settings
from bot.telegram.profile import publish_profile
from simulator.server import Simulator
from storage.sample import Codes, Sample
from texts.commands import demo as texts
from web.site import serving

__all__ = ["ScriptFailed", "demo"]

ACCOUNTS = 60


async def demo(script: Path | None, output: Path, *, port: int, seed: int) -> None:
    """Serve the web chat until Ctrl-C, or play a script to its end.

    Raises:
        ScriptFailed: the script can't be played; the message names the line.
        OSError: no port can be had.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    async with _everything(0 if script else port, seed) as (simulator, sample):
        if script:
            await play_script(simulator, script, output, _codes(sample))
            return
        _explain(simulator.web_url, sample)
        await _told_to_stop()


@asynccontextmanager
async def _everything(port: int, seed: int) -> AsyncIterator[tuple[Simulator, Sample]]:
    with TemporaryDirectory(prefix="oficina-demo-") as folder:
        sample = write_sample(Path(folder) / "sample", seed=seed, accounts=ACCOUNTS)
        async with Simulator(port=_free_port(port)) as simulator:
            pages_port = _free_port()
            settings = Settings(
                telegram_token=SecretStr(simulator.token),
                telegram_api=simulator.root,
                database_url=SecretStr(f"sqlite://{folder}/demo.sqlite3"),
                public_url=f"http://127.0.0.1:{pages_port}",
                web_port=pages_port,
                smtp_url=SecretStr(simulator.smtp_url),
                mail_from="Aguas de Catamarca (demostración) <oficina@example.org>",
                refusals_wait=0,  # nobody waits ten minutes to see what follows
                sample=True,
            )
            async with open_office(settings) as office:
                await load_sample(sample.folder)
                stop = asyncio.Event()
                await publish_profile(office.bot, stop)
                async with serving(office.site, "127.0.0.1", pages_port):
                    working = asyncio.create_task(work(office, stop))
                    try:
                        yield simulator, sample
                    finally:
                        stop.set()
                        await working


def _free_port(wanted: int = 0) -> int:
    """The port wanted, or any other where somebody else has it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _told_to_stop() -> None:
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await stop.wait()


def _codes(sample: Sample) -> tuple[Codes, ...]:
    """The accounts worth trying, in the order that scripts number them."""
    return (
        sample.a_few_overdue,
        sample.several_overdue,
        sample.up_to_date,
        sample.nothing_ever_paid,
        sample.above_the_limit,
        sample.plan_payable,
        sample.plan_overdue,
        sample.plan_all_paid,
    )


def _explain(address: str, sample: Sample) -> None:
    few, many = (
        texts.codes(one.receipt, one.payment_code)
        for one in (sample.a_few_overdue, sample.several_overdue)
    )
    Console(soft_wrap=True, highlight=False).print(
        Panel.fit(texts.invitation(address, few, many), title=texts.TITLE)
    )
