"""`oficina notices`, as a process: planning, figures, and the proof of what went out."""

import csv
import json
import stat
from datetime import date

import pypdfium2 as pdfium
import pytest

from bot.clock import local_now
from domain.outbox import Delivery
from storage import tables
from storage.engine.database import open_database
from storage.outbox import StoredOutbox
from tests.bot.command import Terminal
from tests.bot.subscriber import EMAIL, RECEIPT

pytestmark = pytest.mark.slow

NAME = "<1.89d5bafc33f38d60a27b77363a065d0a@example.org>"
REPLY = "250 2.0.0 Ok: queued as 4F2C81"


async def deliver(terminal: Terminal) -> None:
    """Send what is planned, as the running bot does."""
    async with open_database(terminal.settings["OFICINA_DATABASE_URL"]):
        outbox, now = StoredOutbox(), local_now()
        for item in await outbox.claim(10, now):
            await outbox.settle(item.id, now, Delivery(now, "correo.example.org", NAME, REPLY))


async def test_notices_are_counted_and_planned_once(subscriber: Terminal) -> None:
    dry = await subscriber.oficina("notices", "send", "--dry-run")
    assert "Se planificarían: 1 de facturas nuevas" in dry.told
    assert await subscriber.owed() == 0
    sent = await subscriber.oficina("notices", "send")
    assert "Planificados: 1 de facturas nuevas, 0 recordatorios y 0 de pagos." in sent.told
    again = await subscriber.oficina("notices", "send")
    assert "Planificados: 0 de facturas nuevas" in again.told
    status = await subscriber.oficina("notices", "status")
    assert "5.º bimestre 2026" in status.told
    assert "Factura nueva" in status.told
    [figures] = json.loads((await subscriber.oficina("notices", "status", "--json")).out)["avisos"]
    assert (figures["planificados"], figures["enviados"], figures["en_espera"]) == (1, 0, 1)


@pytest.mark.parametrize("written", ["B 0012-00345678", "0012-345678", "00012 00345678", RECEIPT])
async def test_an_invoice_is_found_by_its_number_as_people_write_it(
    subscriber: Terminal, written: str
) -> None:
    await subscriber.oficina("notices", "send")
    shown = await subscriber.oficina("notices", "show", written)
    assert shown.code == 0
    assert "En espera" in shown.told
    assert EMAIL in shown.told


async def test_what_proves_a_notice_is_whole_when_it_is_piped(subscriber: Terminal) -> None:
    await subscriber.oficina("notices", "send")
    await deliver(subscriber)
    subscriber.settings["COLUMNS"] = "80"
    shown = await subscriber.oficina("notices", "show", RECEIPT)
    today = local_now().date()
    for words in (NAME, REPLY, EMAIL, "correo.example.org", f"{today:%d/%m/%Y} a las "):
        assert words in shown.out
    assert "…222" in shown.out, "of the DNI only the end is shown on a screen"
    assert "30111222" not in shown.out
    assert "UTC-3" in shown.out


async def test_the_proof_is_saved_for_a_judge_and_only_its_owner_reads_it(
    subscriber: Terminal,
) -> None:
    await subscriber.oficina("notices", "send")
    await deliver(subscriber)
    pdf, sheet = subscriber.folder / "constancia.pdf", subscriber.folder / "avisos.csv"
    sheet.write_text("an older file, open to everybody")
    sheet.chmod(0o644)

    files = ("--pdf", pdf, "--csv", sheet)
    ran = await subscriber.oficina("notices", "show", RECEIPT, *files, "--json")

    assert ran.code == 0, ran.err
    assert [stat.S_IMODE(one.stat().st_mode) for one in (pdf, sheet)] == [0o600, 0o600]
    data = json.loads(ran.out)
    [line] = csv.DictReader(sheet.read_text("utf-8-sig").splitlines(), delimiter=";")
    assert line["comprobante"] == data["comprobante"] == RECEIPT
    assert (line["identificador"], line["respuesta"], line["dni"]) == (NAME, REPLY, "30111222")
    assert line["contestado"].endswith("-03:00")
    page = pdfium.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    assert NAME in page
    assert "Ana Paz" in page
    again = json.loads((await subscriber.oficina("notices", "show", RECEIPT, "--json")).out)
    assert again["sha256"] == data["sha256"]


async def test_a_file_that_can_not_be_written_is_told(subscriber: Terminal) -> None:
    ran = await subscriber.oficina("notices", "show", RECEIPT, "--csv", "no/such/avisos.csv")
    assert (ran.code, ran.told) == (1, "No se puede escribir no/such/avisos.csv: no existe")


async def test_an_unknown_invoice_names_the_database_that_was_looked_in(
    subscriber: Terminal,
) -> None:
    ran = await subscriber.oficina("notices", "show", "0012-1")
    assert ran.code == 1
    assert "No hay ninguna factura 00012-00000001" in ran.err
    assert str(subscriber.folder / "oficina.sqlite3") in ran.err
    wrong = await subscriber.oficina("notices", "show", "[/B2]")
    assert wrong.code == 1
    assert "«[/B2]» no es un número de comprobante" in wrong.err


async def test_no_notice_is_due_without_a_subscription_and_it_says_from_when_to_when(
    subscriber: Terminal,
) -> None:
    waiting = await subscriber.oficina("notices", "show", RECEIPT)
    assert "tenía factura digital en ese momento" in waiting.told

    async with open_database(subscriber.settings["OFICINA_DATABASE_URL"]):
        await tables.Subscription.all().update(suspended_on=date(2026, 11, 2))
    ended = await subscriber.oficina("notices", "show", RECEIPT)
    assert ended.code == 0
    assert "no correspondían: la cuenta 1 no estaba adherida" in ended.told
    assert "Adhesión: desde el 01/11/2026 a las 09:00:00 hasta el 02/11/2026." in ended.told

    async with open_database(subscriber.settings["OFICINA_DATABASE_URL"]):
        await tables.Subscription.all().delete()
    never = await subscriber.oficina("notices", "show", RECEIPT)
    assert "la cuenta 1 nunca se adhirió a la factura digital" in never.told
