"""What is owed is plain data: written down with the chat's row and read again, nothing is lost."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.engine.replies import Answer, Control, PageTurn, Reply
from domain.accounts import Account
from domain.clock import ZONE
from domain.interest import AppliedRate
from domain.invoice_detail import (
    AboveLimit,
    Authorisation,
    AuthorisationKind,
    CashCodes,
    Concept,
    ConceptKind,
    InvoiceCopy,
    InvoiceDetail,
    MeterReading,
    NoCodes,
    PastConsumption,
    SecondDue,
    Transparency,
)
from domain.invoices import Invoice, Payment, Period
from domain.messages import Begin, Copy, Open
from domain.vouchers import IssuedVoucher, Voucher, VoucherKind, VoucherLine
from handlers.owed_replies import (
    Document,
    OwedDeletion,
    OwedDocument,
    OwedEdit,
    OwedReplies,
    OwedText,
    owed,
)
from handlers.printing import InvoiceOrder, OwnDataOrder, PrintOrder, VoucherOrder

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2)
rates = st.decimals(min_value=0, max_value=1000, allow_nan=False, allow_infinity=False)
periods = st.builds(
    Period, *(st.integers(1900, 2199), st.integers(1, 6), st.integers(0, 99), st.integers(0, 99))
)
accounts = st.builds(Account, *[texts] * 5)
lines = st.lists(
    st.builds(
        VoucherLine, texts, days, amounts, st.none() | periods, st.integers(0, 9999), amounts
    ),
    max_size=2,
).map(tuple)
vouchers = st.builds(
    Voucher,
    *(st.sampled_from(VoucherKind), texts, days, lines),
    st.none() | st.builds(AppliedRate, rates, rates),
)
issued = st.builds(IssuedVoucher, st.integers(1, 2**40), vouchers, texts, texts, days)
invoices = st.builds(
    Invoice,
    *(texts, texts, periods, days, days, amounts, amounts, st.none() | days),
    st.lists(st.builds(Payment, days, amounts, texts, st.none() | days), max_size=2).map(tuple),
)
details = st.builds(
    InvoiceDetail,
    tariff=texts,
    reading=st.none()
    | st.builds(
        MeterReading,
        *(texts, st.none() | amounts, st.none() | days, st.none() | amounts, st.none() | days),
        st.none() | amounts,
    ),
    history=st.lists(st.builds(PastConsumption, periods, amounts), max_size=2).map(tuple),
    concepts=st.lists(
        st.builds(
            Concept,
            *(texts, amounts, st.sampled_from(ConceptKind), st.none() | rates, st.none() | rates),
        ),
        max_size=2,
    ).map(tuple),
    authorisation=st.none()
    | st.builds(
        Authorisation,
        *(st.sampled_from(AuthorisationKind), texts, texts),
        *[st.integers(0, 10**8)] * 3,
        *(st.none() | days, st.none() | st.integers(0, 99), st.none() | texts),
    ),
    second_due=st.none() | st.builds(SecondDue, days, amounts),
    transparency=st.none() | st.builds(Transparency, st.none() | amounts, amounts),
)
codes = (
    st.none()
    | st.builds(CashCodes, texts, texts)
    | st.builds(AboveLimit, amounts)
    | st.builds(NoCodes)
)
copies = st.builds(InvoiceCopy, *(invoices, accounts, details, days, st.none() | lines, codes))
orders = (
    st.builds(VoucherOrder, issued, accounts)
    | st.builds(InvoiceOrder, copies)
    | st.builds(
        OwnDataOrder,
        *(st.integers(1, 2**52), st.sampled_from(["pdf", "json"])),
        st.integers(0, 2**32).map(lambda seconds: datetime.fromtimestamp(seconds, ZONE)),
    )
)
KEYBOARD = (
    (Answer("Sí", "sure", "sí"), PageTurn("2", "day", 1)),
    (Control("Volver", "back"), Begin("Pagar", "overdue_voucher", (("account", "1"),))),
    (Open("Ver", "https://example.com/?a=1&b=ñ"), Copy("Copiar", "0123")),
)


def document(order: PrintOrder, number: int | None = None) -> Document:
    return Document("key", "ñ «1».pdf", "<b>Tu comprobante</b>", KEYBOARD, order, number)


@given(orders, st.none() | st.integers(1, 2**40))
def test_a_documents_order_is_read_as_it_was_written(order: PrintOrder, number: int | None) -> None:
    [read] = OwedReplies.read(owed([document(order, number)]).written()).replies
    assert isinstance(read, OwedDocument)
    assert type(read.order) is type(order)
    assert read.order == order
    assert read.voucher == number


@given(copies)
def test_of_the_codes_of_an_invoice_each_kind_stays_what_it_is(copy: InvoiceCopy) -> None:
    [read] = OwedReplies.read(owed([document(InvoiceOrder(copy))]).written()).replies
    assert isinstance(read, OwedDocument)
    assert isinstance(read.order, InvoiceOrder)
    assert type(read.order.copy.codes) is type(copy.codes)
    assert repr(read.order.copy) == repr(copy), "what is printed is told apart by it"


@given(texts, texts)
def test_texts_are_read_as_they_were_written(html: str, label: str) -> None:
    replies = owed([Reply(html), Reply(html, ((Control(label, "back"),),), picture="a.png")])
    assert OwedReplies.read(replies.written()) == replies


def test_what_a_turn_says_is_owed_in_order() -> None:
    order = OwnDataOrder(7, "pdf", datetime(2026, 11, 24, tzinfo=ZONE))
    said: list[Reply | Document] = [
        Reply("Primero", KEYBOARD),
        document(order),
        Reply("Página 2", in_place=True),
        Reply("Tu teléfono", contact="Compartir"),
        Reply("Gracias", clears_keyboard=True),
    ]
    deletion, first, file, page, phone, thanks = owed(said, pressed=55, removes=54).replies
    assert deletion == OwedDeletion(54)
    assert isinstance(first, OwedText)
    assert first.markup is not None
    assert [len(row) for row in first.markup["inline_keyboard"]] == [2, 2, 2]
    assert isinstance(file, OwedDocument)
    assert page == OwedEdit(55, "Página 2")
    assert isinstance(phone, OwedText)
    assert phone.markup is not None
    assert phone.markup["keyboard"][0][0]["request_contact"] is True
    assert isinstance(thanks, OwedText)
    assert thanks.markup is not None
    assert thanks.markup["remove_keyboard"] is True


def test_a_page_with_no_message_to_put_it_in_is_a_message() -> None:
    assert owed([Reply("Página 2", in_place=True)]).replies == (OwedText("Página 2"),)


def test_how_the_first_one_fared_is_kept_and_forgotten_with_it() -> None:
    pending = OwedReplies((OwedText("a"), OwedText("b")), failures=3, perhaps_sent=1, late=True)
    assert OwedReplies.read(pending.written()) == pending
    assert pending.first_delivered() == OwedReplies((OwedText("b"),), late=True)


def test_nothing_owed_is_nothing_written() -> None:
    assert owed([]).written() == OwedReplies((), failures=2).written() == ""
    assert OwedReplies.read("") == OwedReplies(())


@pytest.mark.parametrize(
    "text", ["{}", "[]", "7", "{", '{"replies": [{"kind": "un secreto"}]}', "un secreto"]
)
def test_what_no_version_of_the_program_wrote_is_forgotten_and_said_so(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert OwedReplies.read(text) == OwedReplies(())
    assert "it is forgotten" in caplog.text
    assert "secreto" not in caplog.text


def test_amounts_keep_their_cents() -> None:
    line = VoucherLine("A1", date(2026, 9, 1), Decimal("5.00"))
    voucher = Voucher(VoucherKind.INVOICE, "0001", date(2026, 12, 6), (line,))
    one = IssuedVoucher(41, voucher, "1", "2", date(2026, 11, 24))
    order = VoucherOrder(one, Account("0001", "Ana", "1", "x", "2"))
    [read] = OwedReplies.read(owed([document(order)]).written()).replies
    assert isinstance(read, OwedDocument)
    assert repr(read.order) == repr(order)
