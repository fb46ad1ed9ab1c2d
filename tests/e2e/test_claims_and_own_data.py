"""Claims with their answers from the command line; own data seen, downloaded and erased."""

import asyncio
import json
import os
import sys

from pypdfium2 import PdfDocument

from simulator.people.customer import Customer, Message
from tests.e2e.road import answer, newest, press, write
from tests.e2e.whole_office import TREE, WholeOffice, email


async def command(office: WholeOffice, *words: str) -> tuple[int, str]:
    """`oficina` with these words, over the office's database."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("OFICINA_")}
    environment |= office.settings | {"PYTHONPATH": str(TREE), "COLUMNS": "200"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        env=environment,
        cwd=office.log.parent,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    out, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode()


async def document(customer: Customer, name: str, after: int) -> bytes:
    message: Message = await answer(customer, "Tus datos al", after)
    assert message.file is not None
    assert message.file["name"] == name
    return await customer.document_bytes(message)


async def test_a_claim_is_left_listed_answered_and_closed(office: WholeOffice) -> None:
    ana = await office.customer()
    before = await newest(ana)
    await write(ana, "/reclamo")
    await answer(ana, "número de reclamo", before)
    await press(ana, "Una factura o un pago")
    await answer(ana, "Contame qué pasa", before)
    await write(ana, "corto")
    await answer(ana, "Contame un poco más", before)
    await write(ana, "Me cobraron dos veces el quinto bimestre de mi casa")
    await answer(ana, "¿Cómo te llamás?", before)
    await write(ana, "Ana Pérez")
    await answer(ana, "¿Cómo te ubicamos", before)
    await write(ana, "383 412-3456")
    await answer(ana, "¿Lo mando así?", before)
    await press(ana, "Enviar")
    await answer(ana, "N.º 1", before)

    code, listed = await command(office, "claims")
    assert code == 0
    assert "Ana Pérez" in listed
    code, shown = await command(office, "claims", "show", "1")
    assert "383 412-3456" in shown
    before = await newest(ana)
    code, _ = await command(office, "claims", "answer", "1", "Ya lo corregimos <gracias>")
    assert code == 0
    reply = await answer(ana, "Respuesta a tu reclamo N.º 1", before)
    assert "Ya lo corregimos <gracias>" in reply.text
    assert (await command(office, "claims", "close", "1"))[0] == 0
    assert "No hay ninguno abierto" in (await command(office, "claims", "list"))[1]
    assert "cerrado el" in (await command(office, "claims", "list", "--closed"))[1]
    code, told = await command(office, "claims", "answer", "9", "Hola")
    assert code == 1
    assert "No hay ningún mensaje o reclamo N.º 9" in told


async def test_own_data_are_seen_downloaded_and_erased(office: WholeOffice) -> None:
    ana = await office.linked()
    before = await newest(ana)
    await write(ana, "/privacidad")
    await answer(ana, "25.326", before)
    await press(ana, "Ver y bajar mis datos")
    assert "25708059" in (await answer(ana, "Esto es lo que guardamos", before)).text
    await press(ana, "PDF")
    pdf = PdfDocument(await document(ana, "mis-datos.pdf", before))
    text = pdf[0].get_textpage().get_text_range()
    assert email(ana) in text
    assert office.sample.a_few_overdue.account in text
    before = await newest(ana)
    await write(ana, "/misdatos")
    await answer(ana, "Esto es lo que guardamos", before)
    await press(ana, "JSON")
    data = json.loads(await document(ana, "mis-datos.json", before))
    assert data["user"]["email"] == email(ana)
    assert data["accounts"][0]["number"] == office.sample.a_few_overdue.account

    before = await newest(ana)
    await write(ana, "/borrarmisdatos")
    asked = await answer(ana, "¿Querés borrar tus datos?", before)
    assert "registro de reclamos" in asked.text
    await write(ana, "sí")
    await answer(ana, "con todas las letras", before)
    assert await office.count("users") == 1
    await write(ana, "borrar")
    await answer(ana, "borramos tus datos", before)
    assert await office.count("users") == 0
    assert await office.count("linked_accounts") == 0
    assert await office.rows("SELECT id FROM outbox WHERE content LIKE ?", f"%{email(ana)}%") == []
    before = await newest(ana)
    await write(ana, "/deuda")
    await answer(ana, "primero tenés que ingresar", before)
