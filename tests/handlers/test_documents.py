"""A document is owed as what is to be printed: issued in the turn, printed when it goes out."""

from datetime import date
from decimal import Decimal

import pytest

from storage import tables
from storage.desk import StoredDesk
from storage.engine.database import run
from tests.handlers.town import Town, fails
from tests.storage.conftest import World

pytestmark = pytest.mark.slow


async def at_the_total(town: Town) -> None:
    """Ana, with a bill behind, has chosen to pay it today; one press is left."""
    world, chat_id = World(), town.ana.chat_id
    await world.user(chat_id)
    await world.account("0001")
    await world.invoice("A1", "0001")
    await StoredDesk().link_account(chat_id, "0001", world.now)
    await tables.Rate.create(
        since=date(2026, 1, 1), yearly=Decimal("36.5"), bna_passive=Decimal(40)
    )
    await town.say("/pagar", "hoy")


async def confirm(town: Town) -> None:
    await town.press("Confirmar $")
    await town.take_in()
    await town.work()


async def documents(town: Town) -> int:
    return sum(one.kind == "document" for one in await town.said())


async def test_a_vouchers_message_is_kept_with_its_number(town: Town) -> None:
    await at_the_total(town)
    await confirm(town)
    last = await town.ana.last()
    assert last.kind == "document"
    assert "Comprobante Nº" in last.text
    [sent] = await run("SELECT chat_id, message_id FROM sent_vouchers")
    assert (sent["chat_id"], sent["message_id"]) == (town.ana.chat_id, last.id)
    assert len(town.paper.printed) == 1


async def test_one_that_can_not_go_out_is_printed_and_sent_after_a_restart(town: Town) -> None:
    await at_the_total(town)
    town.goes_wrong(fails("sendDocument", 502, times=None))
    await confirm(town)
    assert (await town.count("vouchers"), await town.count("sent_vouchers")) == (1, 0)
    town.restart()
    town.goes_well()
    await town.work_on()
    assert await documents(town) == 1
    assert (await town.count("vouchers"), await town.count("sent_vouchers")) == (1, 1)


async def test_the_same_voucher_again_is_the_same_file(town: Town) -> None:
    await at_the_total(town)
    await confirm(town)
    first = await town.ana.last()
    await town.say("/pagar", "hoy")
    await confirm(town)
    again = await town.ana.last()
    assert again.id > first.id
    assert again.file == first.file
    assert len(town.paper.printed) == 1
    assert await town.count("vouchers") == 1


async def test_of_one_that_can_not_be_printed_the_person_is_told_and_it_stays_issued(
    town: Town,
) -> None:
    await at_the_total(town)
    town.paper.broken = True
    await confirm(town)
    await town.work_on()
    assert await documents(town) == 0
    assert "tuve un problema" in (await town.heard())[-1]
    assert await town.count("vouchers") == 1
    assert not await town.owes()

    town.paper.broken = False
    await town.say("/pagar", "hoy")
    await confirm(town)
    assert await documents(town) == 1
    assert await town.count("vouchers") == 1


async def test_what_is_held_of_a_person_is_printed_as_it_is_when_it_goes_out(town: Town) -> None:
    await at_the_total(town)
    town.goes_wrong(fails("sendDocument", 502, times=None))
    await town.say("/misdatos")
    await town.press("PDF")
    await town.take_in()
    await town.work()
    assert await town.owes()
    [row] = await run("SELECT owed FROM dialogues WHERE chat_id = ?", [town.ana.chat_id])
    assert "anapaz@example.com" not in row["owed"], "nothing of it stands in the order"
    await StoredDesk().log_out(town.ana.chat_id)
    town.goes_well()
    await town.work_on()
    assert await documents(town) == 0, "nobody is logged in any more"


async def test_an_erasure_leaves_nothing_of_what_was_written(town: Town) -> None:
    """Not even in what is kept for the case that its own reply is late."""
    await at_the_total(town)
    await town.say("/reclamo", "Otra cosa", "Un secreto que nadie debe ver")
    await town.say("/borrarmisdatos")
    town.goes_wrong(fails("sendMessage", 500, times=2))
    await town.say("BORRAR")
    assert await town.count("users") == 0
    await town.work_on()
    assert "borramos tus datos" in (await town.heard())[-1]
    [row] = await run("SELECT * FROM dialogues WHERE chat_id = ?", [town.ana.chat_id])
    assert "secreto" not in str(row)
