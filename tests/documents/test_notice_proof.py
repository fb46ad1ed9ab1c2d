"""The certificate of an invoice's notices on paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from documents.notice_proof import Certificate
from documents.renderer import DocumentRenderer
from domain.clock import ZONE
from domain.invoices import Period
from domain.notice_proof import NoticeProof, Person, ProvenNotice, ProvenSubscription
from domain.notices import Channel, NoticeKind, in_time_until

if TYPE_CHECKING:
    from tests.documents.conftest import Printed

ISSUED, DUE = date(2026, 11, 20), date(2026, 12, 10)
PLANNED = datetime(2026, 11, 24, 11, 0, 1, tzinfo=ZONE)
ANA = Person("Ana <Paz>", "anapaz", "30111222")
BY_CHAT = ProvenNotice(
    NoticeKind.NEW_INVOICE, Channel.TELEGRAM, ANA, "794430911", PLANNED, in_time_until(DUE),
    PLANNED + timedelta(seconds=1), PLANNED + timedelta(seconds=2), None, "", 1,
    "@oficina_bot", "4711", "ok, date 2026-11-24T11:00:02-03:00",
)  # fmt: skip
BY_MAIL = replace(
    BY_CHAT, channel=Channel.EMAIL, address="ana@example.com", carrier="correo.example.org",
    message_id="<2.89d5bafc33f38d60a27b77363a065d0a@example.org>",
    reply="250 2.0.0 Ok: queued as 4F2C81", failed_at=PLANNED + timedelta(hours=3),
    reason="returned: 550 5.1.1 no such user",
)  # fmt: skip
PROOF = NoticeProof(
    "00012-00345678", "00100123", "Sarmiento 100", Period(2026, 5, 1, 2), ISSUED, DUE,
    Decimal("12345.67"),
    (ProvenSubscription(ANA, PLANNED - timedelta(days=90), "2026-1", True, True, None),),
    (BY_CHAT, BY_MAIL),
)  # fmt: skip
CERTIFICATE = Certificate(PROOF, datetime(2027, 3, 2, 9, 5, 7, tzinfo=ZONE), "1.2.3", "ab" * 32)


async def test_it_prints_all_that_proves_each_notice_with_whole_dates(
    press: DocumentRenderer, print_out: Callable[[bytes], "Printed"]
) -> None:
    text = print_out(await press.notice_proof(CERTIFICATE)).text
    for words in (
        "Constancia de avisos Factura 00012-00345678",
        "Factura 00012-00345678, 5.º bimestre 2026, parte 1 de 2",
        "Vencimiento 10/12/2026 (avisar hasta el 05/12/2026 inclusive)",
        "Importe $ 12.345,67",
        "Persona Ana <Paz>, DNI 30111222, usuario anapaz",
        "Términos aceptados versión 2026-1, el 26/08/2026 a las 11:00:01",
        "Usuario y chat de Telegram 794430911",
        "Planificado 24/11/2026 a las 11:00:01",
        "Enviado 24/11/2026 a las 11:00:02",
        "Aceptado por el servidor 24/11/2026 a las 11:00:03",
        "En término: había que avisar hasta el 05/12/2026 inclusive",
        "Número de mensaje en Telegram 4711",
        "2. Factura nueva, por correo",
        "Dirección de correo ana@example.com",
        "Enviado y devuelto el 24/11/2026 a las 14:00:01: 550 5.1.1 no such user",
        "Message-ID <2.89d5bafc33f38d60a27b77363a065d0a@example.org>",
        "Respuesta del servidor 250 2.0.0 Ok: queued as 4F2C81",
        "CINCO (5) días de anticipación",
        "versión 1.2.3, el 02/03/2027 a las 09:05:07",
        "Catamarca, Argentina (UTC-3)",
        "ab" * 32,
    ):
        assert words in text, text


async def test_it_says_that_no_notice_was_due_or_how_many_pages_there_are(
    press: DocumentRenderer, print_out: Callable[[bytes], "Printed"]
) -> None:
    none = replace(CERTIFICATE, proof=replace(PROOF, subscriptions=(), notices=()))
    text = print_out(await press.notice_proof(none)).text
    assert "no correspondían: la cuenta 00100123 nunca se adhirió" in text

    many = replace(CERTIFICATE, proof=replace(PROOF, notices=(BY_CHAT, BY_MAIL) * 6))
    paper = print_out(await press.notice_proof(many))
    assert f"Página {len(paper.texts)} de {len(paper.texts)}" in paper.text
    assert "12. Factura nueva, por correo" in paper.text
