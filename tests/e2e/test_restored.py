"""The database is lost in the midst of sending, and restored: everybody is told exactly once."""

import asyncio
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.clock import ZONE
from simulator.people.customer import Customer
from simulator.server import Simulator
from storage import tables
from storage.engine.database import open_database, sqlite_file
from storage.notices.planning import plan_notices
from storage.sample import Sample
from tests.bot.command import Terminal
from tests.e2e.whole_office import WholeOffice, settings_of
from tests.postgres_server import PostgresServer

PEOPLE = 60
FIRST_CHAT = 700_000
RECEIPT = "00099-{:08}"
pytestmark = pytest.mark.timeout(600)


async def test_everybody_is_told_once_though_the_database_is_lost_and_restored(
    filled_database_url: str,
    sample: Sample,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    """By chat and by mail: of one invoice billed before the backup, of another billed after it."""
    async with Simulator() as simulator:
        settings = settings_of(simulator, filled_database_url, tmp_path / "cache")
        terminal = Terminal(tmp_path, settings | {"OFICINA_BACKUP_KEY": str(tmp_path / "clave")})
        await run(terminal, "backup-key", tmp_path / "clave")
        async with open_database(filled_database_url):
            await subscribe(PEOPLE)
            await bill(1)
        await know_the_chats(simulator)

        async with WholeOffice(simulator, filled_database_url, sample, tmp_path) as office:
            hold(simulator, True)
            await plan(office)
            await until(lambda: by_chat(simulator, 1).total() > PEOPLE // 3)
            await run(terminal, "backup", tmp_path / "copia.age")
            at_backup = told(simulator, 1)
            hold(simulator, False)
            await until(lambda: told(simulator, 1) == 2 * PEOPLE)
            async with open_database(filled_database_url):
                await bill(2)
            hold(simulator, True)
            await plan(office)
            await until(lambda: by_chat(simulator, 2).total() > PEOPLE // 3)
            await office.stop()
        assert PEOPLE // 3 < at_backup < 2 * PEOPLE, "it was taken in the midst of sending"
        assert told(simulator, 2) < 2 * PEOPLE, "some were still owed the second"
        hold(simulator, False)

        destroy(filled_database_url, request)
        restored = await run(terminal, "restore", tmp_path / "copia.age")
        assert "Según el registro de envíos" in restored

        async with WholeOffice(simulator, filled_database_url, sample, tmp_path) as office:
            async with open_database(filled_database_url):
                await bill(2)  # the file is loaded again
            await plan(office)
            await until(lambda: told(simulator, 2) == 2 * PEOPLE)
            await nothing_is_owed(office)
        for number in (1, 2):
            chats, mails = by_chat(simulator, number), by_mail(simulator, number)
            assert len(chats) == len(mails) == PEOPLE, "nobody was forgotten"
            assert set(chats.values()) == set(mails.values()) == {1}, "nobody was told twice"


async def subscribe(people: int) -> None:
    """So many people, each with an account, a chat, and both ways of the digital invoice."""
    long_ago = datetime(2020, 1, 1, tzinfo=ZONE)
    for n in range(people):
        account = await tables.Account.create(
            number=f"9{n:07}", holder="Ejemplo", document="1", address="Calle 1", payment_code="1"
        )
        user = await tables.User.create(
            first_names="Ejemplo", surnames=str(n), document="1", email=address(n),
            email_key=address(n), username=f"ejemplo{n}", username_key=f"ejemplo{n}",
            registered_at=long_ago, confirmed_at=long_ago,
        )  # fmt: skip
        await tables.Chat.create(id=FIRST_CHAT + n, user_id=user.id, at_night_too=True)
        await tables.Subscription.create(
            account_id=account.number, user_id=user.id, accepted_at=long_ago, terms_version="1",
            by_email=True, by_telegram=True,
        )  # fmt: skip


async def bill(number: int) -> None:
    """An invoice of a bimester to each account."""
    today = datetime.now(ZONE).date()
    await tables.Invoice.bulk_create(
        [
            tables.Invoice(
                receipt=RECEIPT.format(number * 1000 + n), account_id=f"9{n:07}", year=today.year,
                bimester=number, part=0, parts=0, issued=today, due=today + timedelta(days=20),
                amount=100,
            )
            for n in range(PEOPLE)
        ]
    )  # fmt: skip


def hold(simulator: Simulator, held: bool) -> None:
    """Mails are put off, and half of the chats' messages fail and are tried again later."""
    simulator.mailbox.mode = "defer" if held else "accept"
    fault = {"failing_share": 0.5 if held else 0, "troubles": ["500"], "methods": ["sendMessage"]}
    simulator.api.faults.configure(fault)


async def plan(office: WholeOffice) -> None:
    async with open_database(office.database_url):
        await plan_notices(datetime.now(ZONE))


async def know_the_chats(simulator: Simulator) -> None:
    """Telegram delivers into chats that wrote to the bot once."""
    async with Customer(simulator.root, "Cualquiera") as anybody:
        await anybody.ask("POST", "sim/customers/bulk", {"count": PEOPLE, "first_id": FIRST_CHAT})


def address(n: int) -> str:
    return f"ejemplo{n}@example.org"


def by_chat(simulator: Simulator, number: int) -> Counter[int]:
    """How often each chat was told of that invoice."""
    return Counter(
        chat.id
        for chat in simulator.world.chats.values()
        for message in chat.messages.values()
        if f"{number}.º bimestre" in str(message)
    )


def by_mail(simulator: Simulator, number: int) -> Counter[str]:
    """How often each address was."""
    return Counter(
        to
        for mail in simulator.mailbox.mails.values()
        for to in mail.recipients
        if f"{number}.º bimestre" in mail.text
    )


def told(simulator: Simulator, number: int) -> int:
    return by_chat(simulator, number).total() + by_mail(simulator, number).total()


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(240):
        while not holds():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def nothing_is_owed(office: WholeOffice) -> None:
    async with asyncio.timeout(240):
        while await office.rows("SELECT id FROM outbox WHERE due_at IS NOT NULL"):  # noqa: ASYNC110
            await asyncio.sleep(0.5)


async def run(terminal: Terminal, *words: str | Path) -> str:
    ran = await terminal.oficina(*words)
    assert ran.code == 0, ran.told
    return ran.told


def destroy(url: str, request: pytest.FixtureRequest) -> None:
    """The disk with the database is gone; an empty one takes its place."""
    file = sqlite_file(url)
    if file is not None:
        for one in file.parent.glob(f"{file.name}*"):
            one.unlink()
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = url.rpartition("/")[2]
    server.drop_database(name)
    server.create_database(name)
