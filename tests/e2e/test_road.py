"""The whole road, from /start to the voucher that a cashier's scanner reads."""

import csv
import re
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pypdfium2 as pdfium
import zxingcpp

from domain.clock import ZONE
from tests.e2e.road import ROAD, answer, newest, press, walk, write
from tests.e2e.whole_office import WholeOffice


async def test_from_start_to_a_voucher_that_a_scanner_reads(office: WholeOffice) -> None:
    ana = await office.customer("Ana Gómez")

    for step in ROAD:
        voucher = await walk(office, ana, step)

    today = datetime.now(ZONE).date()
    cents = owed_in_cents(office.sample.folder, office.sample.a_few_overdue.account, today)
    number = int(found(r"Comprobante Nº (\d+)", voucher.text))
    shown = found(r"Total: \$\s([\d.,]+)", voucher.text)
    assert shown.replace(".", "").replace(",", "") == str(cents)

    expected = pago_facil(number, cents, today)
    assert voucher.button("📋 Copiar código de Pago Fácil")["copy_text"]["text"] == expected
    assert voucher.file is not None
    assert voucher.file["name"] == f"comprobante-{number}.pdf"
    assert expected in scanned(await ana.document_bytes(voucher))
    assert await office.effects() == {
        "users": 1,
        "linked_accounts": 1,
        "vouchers": 1,
        "wrong_pairs": 0,
        "mails": 1,
    }


async def test_the_same_voucher_asked_for_again_is_the_same_voucher(office: WholeOffice) -> None:
    ana = await office.linked()

    files = []
    for _ in range(2):
        before = await newest(ana)
        await ana.say("/pagar")
        await ana.say("hoy")
        await press(ana, "Confirmar $")
        voucher = await answer(ana, "Comprobante Nº", before)
        assert voucher.file is not None
        files.append((voucher.text, await ana.document_bytes(voucher)))

    assert files[0] == files[1]
    assert await office.count("vouchers") == 1


async def test_another_date_makes_another_voucher_with_more_interest(office: WholeOffice) -> None:
    ana = await office.linked()

    totals = []
    for day in ("hoy", "en 15 días"):
        before = await newest(ana)
        await write(ana, "/pagar")
        await answer(ana, "¿Qué día vas a pagar?", before)
        await ana.say(day)
        await press(ana, "Confirmar $")
        voucher = await answer(ana, "Comprobante Nº", before)
        totals.append(found(r"Total: \$\s([\d.,]+)", voucher.text))

    assert as_cents(totals[0]) < as_cents(totals[1])
    assert await office.count("vouchers") == 2


async def test_accounts_are_linked_as_often_as_wanted(office: WholeOffice) -> None:
    sample = office.sample
    ana = await office.linked(sample.a_few_overdue, sample.up_to_date)

    before = await newest(ana)
    await ana.say("/vincular")
    await ana.say(sample.a_few_overdue.receipt)
    await ana.say(sample.a_few_overdue.payment_code)
    await answer(ana, "ya la tenías vinculada", before)

    assert await office.count("linked_accounts") == 2
    await ana.say("/deuda")
    assert "¿De cuál de tus 2 cuentas?" in (await ana.last()).text
    await ana.say(sample.up_to_date.account)
    assert sample.up_to_date.account in (await ana.last()).text


async def test_a_statement_longer_than_a_screen_is_leafed_through(office: WholeOffice) -> None:
    ana = await office.linked(office.sample.nothing_ever_paid)
    await ana.say("/deuda")
    first = await ana.last()

    await ana.press("Siguiente ›")

    second = await ana.last()
    assert second.id == first.id, "the same message shows the other page"
    assert second.text != first.text
    assert "‹ Anterior" in second.labels


async def test_logging_out_and_in_again_over_the_page(office: WholeOffice) -> None:
    ana = await office.registered()
    await ana.say("/salir")
    await ana.press("🚪 Sí, salir")
    await ana.wait_for("Listo, saliste")
    await ana.say("/deuda")
    assert "primero tenés que ingresar" in (await ana.last()).text

    await ana.press("🔑 Iniciar sesión")
    link = (await ana.wait_for("Para ingresar, tocá el botón")).button("🔑 Ingresar")["url"]
    status, _ = await office.visitor.fill(link, usuario="ana.9", clave="mate lluvia camión azul")
    assert status == 200

    await ana.wait_for("Ya entraste a la Oficina Virtual. ¿Qué querés hacer?")
    status, _ = await office.visitor.open(link)
    assert status == 410, "a link serves once"
    await ana.say("/ajustes")
    assert "ana.9" in (await ana.last()).text


def found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, text
    return match[1]


def as_cents(written: str) -> int:
    return int(written.replace(".", "").replace(",", ""))


def scanned(pdf: bytes) -> list[str]:
    """What a cash desk's scanner reads on the first page's grey print."""
    document = pdfium.PdfDocument(pdf)
    grey = document[0].render(scale=203 / 72, grayscale=True).to_pil()
    document.close()
    return [code.text for code in zxingcpp.read_barcodes(grey)]


def owed_in_cents(folder: Path, account: str, day: date) -> int:
    """The overdue invoices with their interest, from the CSV files, in whole numbers."""
    paid: dict[str, Fraction] = {}
    for row in table(folder, "pagos"):
        paid[row["comprobante"]] = paid.get(row["comprobante"], Fraction(0)) + Fraction(
            row["importe"]
        )
    rates = sorted(table(folder, "tasas"), key=lambda row: row["desde"])
    month = f"{day:%Y-%m}"
    yearly = [Fraction(row["tasa_anual"]) for row in rates if row["desde"] <= day.isoformat()][-1]
    passive = [Fraction(row["tasa_pasiva_bna"]) for row in rates if row["desde"][:7] < month][-1]
    rate = min(yearly, passive * 3 / 2)
    total = 0
    for row in table(folder, "facturas"):
        left = Fraction(row["importe"]) - paid.get(row["comprobante"], Fraction(0))
        late = (day - date.fromisoformat(row["vencimiento"])).days
        if row["cuenta"] == account and left > 0 and late > 0:
            interest = left * rate / 100 / 365 * late
            total += int(left * 100) + int(interest * 100 + Fraction(1, 2))
    return total


def table(folder: Path, kind: str) -> list[dict[str, str]]:
    with (folder / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def pago_facil(number: int, cents: int, due: date) -> str:
    """SEPSA's 42 digits, written without the project's code."""
    day = (due - date(due.year - 1, 12, 31)).days
    digits = f"0999{cents:08d}{due.year % 100:02d}{day:03d}{number:014d}{0:09d}"
    for _ in range(2):
        weights = [1] + [3 + 2 * (place % 4) for place in range(len(digits) - 1)]
        half = sum(w * int(d) for w, d in zip(weights, digits, strict=True)) // 2
        digits += str(half)[-1]
    return digits
