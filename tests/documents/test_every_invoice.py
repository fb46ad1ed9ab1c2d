"""Whatever invoice the import takes can be printed, and what it tells can be read on the paper.

Files at the edge of what `storage/imports/columns.py` takes are loaded, read back and printed.
`make test` tries the same few dozen each time; OFICINA_PRINTED=2000 tries as many others.
"""

import csv
import os
import shutil
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from documents.letters import LEFT_OUT, MARK, in_one_line
from documents.renderer import DocumentRenderer
from domain.clock import ZONE
from domain.interest import Rate
from domain.invoice_detail import InvoiceCopy, InvoiceDetail
from domain.invoices import State
from domain.networks import load_networks
from domain.office import Office
from domain.outcomes import PrintInvoice
from domain.vouchers import overdue_voucher
from handlers.endings.deed import Deed
from handlers.endings.invoices import InvoiceEndings
from handlers.owed_replies import Document, OwedDocument, OwedReplies, owed
from handlers.printing import OwnDataOrder, Printer
from storage import tables
from storage.desk import StoredDesk
from storage.engine.database import open_database
from storage.imports import import_file, values
from storage.imports.cells import Refused
from storage.imports.columns import KINDS, Column, Kind
from storage.office import StoredOffice
from tests.documents.odd_texts import ODD_TEXTS
from tests.documents.pages import outside, overprinted
from texts.common import formats

if TYPE_CHECKING:
    from tests.documents.conftest import Printed

TRIED = os.environ.get("OFICINA_PRINTED")
NOW = datetime(2026, 11, 24, 12, tzinfo=ZONE)
CHAT = 1
NETWORKS = load_networks()
RATE = Rate(date(1900, 1, 1), Decimal(60), Decimal(40))

DAYS = ("1900-01-01", "2000-02-29", "31/12/2026", "2026-11-24", "2099-12-31", "2199-12-31")
AMOUNTS = (
    "0", "0,01", "1", "999,99", "24.318,58", "999999.99", "1000000", "123456789,01",
    "999999999999,99",
)  # fmt: skip
SIGNED = (*AMOUNTS, "-0,01", "-24.318,58", "-999999999999,99")
QUANTITIES = ("0", "0,0001", "37", "37,5", "-12,25", "999999999,9999", "-999999999,9999", "1204")
DOCUMENTS = ("30-70751234-9", "20.111.222", "S/D", "M1234567", "0", "20111222", "9" * 20, "٣٤٥")


def one_of(samples: Sequence[str], more: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(samples) | more


TEXTS = one_of(ODD_TEXTS, st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
WRITTEN: dict[str, st.SearchStrategy[str]] = {
    "comprobante": one_of(
        ("A 0012-00345678", "1-1", "99999-99999999", "12345678901234567890", "7"),
        st.from_regex(r"[0-9]{1,5}-[0-9]{1,8}", fullmatch=True),
    ),
    "cuenta": st.sampled_from(
        ("0012345", "W" * 32, "9" * 32, "١٢٣", "Nº 12/3-B", "<b>1</b>", "王" * 32, "a b " * 8)
    ),
    "codigo_pago_electronico": st.from_regex(r"[0-9]{3,19}", fullmatch=True),
    "periodo": one_of(
        ("2026-05", "1/1900", "2026-05 12/99", "6/9999"),
        st.from_regex(r"20[0-4][0-9]-0[1-6]", fullmatch=True),
    ),
    "autorizacion": st.sampled_from(("CAE", "CAEA")),
    "codigo_autorizacion": st.from_regex(r"[0-9]{14}", fullmatch=True),
    "cuit_emisor": st.just("30-00000000-7"),
    "punto_venta": one_of(("0", "1", "99999"), st.from_regex(r"[0-9]{1,5}", fullmatch=True)),
    "tipo_comprobante": one_of(
        ("0", "6", "17", "18", "999"), st.from_regex(r"[0-9]{1,3}", fullmatch=True)
    ),
    "numero_comprobante": one_of(("0", "99999999"), st.from_regex(r"[0-9]{1,8}", fullmatch=True)),
    "tipo_documento": st.sampled_from(("80", "86", "96", "99", "0")),
    "numero_documento": one_of(DOCUMENTS, st.text(max_size=20)),
    "importe": st.sampled_from(AMOUNTS),
    "segundo_importe": st.sampled_from(AMOUNTS),
    "iva_contenido": st.sampled_from(AMOUNTS),
    "otros_impuestos_nacionales": st.sampled_from(AMOUNTS),
    "lectura_anterior": st.sampled_from(QUANTITIES),
    "lectura_actual": st.sampled_from(QUANTITIES),
    "consumo_m3": st.sampled_from(QUANTITIES),
    "cantidad": st.sampled_from(QUANTITIES),
    "precio_unitario": st.sampled_from(QUANTITIES),
    "tipo": st.sampled_from(("concepto", "impuesto")),
}  # fmt: skip
TOGETHER = (
    (
        "autorizacion", "codigo_autorizacion", "cuit_emisor", "punto_venta", "tipo_comprobante",
        "numero_comprobante",
    ),
    ("segundo_vencimiento", "segundo_importe"),
)  # fmt: skip


def taken(column: Column, written: str) -> bool:
    """Whether the import takes it; what it refuses is another test's matter."""
    try:
        return bool(written.strip()) and bool(column.read(written.strip()))
    except Refused:
        return False


def values_of(column: Column, kind: Kind) -> st.SearchStrategy[str]:
    if column.header == "importe" and kind.name == "conceptos":
        samples: st.SearchStrategy[str] = st.sampled_from(SIGNED)
    elif column.type == "DATE":
        samples = one_of(DAYS, st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str))
    else:
        samples = WRITTEN.get(column.header, TEXTS)
    return samples.filter(lambda written: taken(column, written))


@st.composite
def rows(draw: st.DrawFn, /, name: str, **fixed: str) -> dict[str, str]:
    """A line of a file, any optional columns of it missing."""
    kind = KINDS[name]
    row = {}
    for column in kind.columns:
        missing = (column.optional or column.blank) and draw(st.booleans())
        row[column.header] = "" if missing else draw(values_of(column, kind))
    for group in TOGETHER:
        if name == "facturas" and not all(row[header] for header in group):
            row |= dict.fromkeys(group, "")
    if name == "facturas":
        days = [row["emision"], row["vencimiento"]]
        row["emision"], row["vencimiento"] = sorted(days, key=lambda day: values.day(day)[0] or "")
    return row | fixed


@dataclass(frozen=True)
class Case:
    """An account, the invoice to print, the account's earlier ones, and the invoice's lines."""

    account: dict[str, str]
    invoice: dict[str, str]
    earlier: list[dict[str, str]]
    concepts: list[dict[str, str]]
    paid: bool


@st.composite
def cases(draw: st.DrawFn, /) -> Case:
    account = draw(rows("cuentas"))
    number = account["cuenta"]
    invoice = draw(rows("facturas", cuenta=number))
    earlier = [
        draw(rows("facturas", cuenta=number, comprobante=f"88888-{place}"))
        | {"periodo": f"20{10 + place}-0{1 + place % 6}"}
        for place in range(draw(st.sampled_from((0, 0, 1, 6))))
    ]
    count = draw(st.sampled_from((0, 0, 1, 4, 12, 200)))
    lines = draw(st.lists(rows("conceptos"), min_size=min(count, 8), max_size=min(count, 8)))
    concepts = [
        lines[place % len(lines)] | {"comprobante": invoice["comprobante"], "orden": str(place)}
        for place in range(count)
    ]
    return Case(account, invoice, earlier, concepts, draw(st.booleans()))


async def load(folder: Path, kind: str, lines: Sequence[Mapping[str, str]]) -> None:
    if not lines:
        return
    path = folder / f"{kind}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(lines)
    report = await import_file(kind, path)
    assume(report.accepted)


async def copy_of(case: Case, folder: Path) -> InvoiceCopy:
    """Load the case's files and read them back as the conversation does."""
    await load(folder, "cuentas", [case.account])
    await load(folder, "facturas", [case.invoice, *case.earlier])
    await load(folder, "conceptos", case.concepts)
    row = await tables.Invoice.exclude(receipt__startswith="88888-").get()
    if row.amount and (case.paid or row.due < NOW.date()):  # overdue ones are not printed
        await tables.Payment.create(
            invoice_id=row.receipt, paid_on=NOW.date(), amount=row.amount, means="", operation=""
        )
    user = await tables.User.create(
        first_names="Ana", surnames="Paz", document="1", email="a@example.com", email_key="a",
        username="ana", username_key="ana", confirmed_at=NOW, registered_at=NOW,
    )  # fmt: skip
    await tables.Chat.create(id=CHAT, user_id=user.id, last_seen_at=NOW)
    await StoredDesk().link_account(CHAT, row.account_id, NOW)
    office = StoredOffice(CHAT, voucher_limit=NETWORKS.limit, clock=lambda: NOW)
    [account] = await office.linked_accounts()
    statement = await office.statement(account.number, NOW.date())
    [invoice] = [one for one in statement.invoices if one.receipt == row.receipt]
    detail = await office.invoice_detail(account.number, invoice.receipt) or InvoiceDetail()
    debts = overdue_voucher(account.number, statement.overdue, [RATE], NOW.date()).lines
    return InvoiceCopy(invoice, account, detail, NOW.date(), debts)


async def printed(copy: InvoiceCopy, press: DocumentRenderer) -> bytes:
    """The file that the ending of 'Imprimir una factura' sends."""
    endings = InvoiceEndings(StoredDesk(), NETWORKS)
    at = Deed(CHAT, "1:1:print_invoice", NOW)
    [said] = await endings.print_copy(PrintInvoice(copy), cast(Office, None), at)
    assert isinstance(said, Document)
    pdf = await Printer(press, no_own_data).print(kept(said).order)
    assert pdf is not None
    return pdf


def kept(said: Document) -> OwedDocument:
    """The document as it is read again where it is owed."""
    [reply] = OwedReplies.read(owed([replace(said, keyboard=())]).written()).replies
    assert isinstance(reply, OwedDocument)
    return reply


async def no_own_data(order: OwnDataOrder) -> bytes | None:
    raise AssertionError("an invoice is printed")


def letters_of(text: str) -> set[str]:
    """The letters that a text is made of, however they are put together."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return {char for char in plain if unicodedata.category(char)[0] in "LN"}


@pytest.mark.slow
@pytest.mark.timeout(3600 if TRIED else 600)
@settings(
    max_examples=int(TRIED or 40),
    derandomize=TRIED is None,
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)
@given(case=cases())
async def test_whatever_the_import_takes_is_printed(
    case: Case,
    press: DocumentRenderer,
    print_out: Callable[[bytes], "Printed"],
    upgraded_sqlite: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("case")
    shutil.copy(upgraded_sqlite, folder / "oficina.sqlite3")
    async with open_database(f"sqlite://{folder / 'oficina.sqlite3'}"):
        copy = await copy_of(case, folder)
        pdf = await printed(copy, press)
    shutil.rmtree(folder)
    await check(copy, print_out(pdf))


async def check(copy: InvoiceCopy, paper: "Printed") -> None:
    invoice, account = copy.invoice, copy.account
    words = paper.text
    assert invoice.receipt in words
    assert formats.money(invoice.amount).replace("\xa0", " ") in words
    holder = in_one_line(account.holder)
    assert LEFT_OUT in words or letters_of(holder.replace(MARK, "")) <= letters_of(words)
    assert len(paper.texts) <= 3 + len(copy.detail.concepts) // 8 + len(copy.pending or ()) // 8
    assert outside(paper.pdf) == ""
    assert overprinted(paper.pdf) == []
    codes = paper.codes()
    payable = (
        invoice.state is State.UNPAID and invoice.owed <= NETWORKS.limit and invoice.due.year < 2100
    )
    assert len(codes.get("ITF", [])) == (2 if payable else 0)
    authorisation = copy.detail.authorisation
    pages = range(len(paper.texts))
    scanned = [code for page in pages for code in paper.codes(page).get("QRCode", [])]
    assert len(scanned) == bool(authorisation and authorisation.fills_the_qr)
