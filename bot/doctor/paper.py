"""The documents: the networks' layouts, a PDF made by them, and the contact file."""

from decimal import Decimal

from bot.clock import local_now
from bot.doctor.findings import Findings, bad, ok
from bot.settings import Settings
from documents.renderer import DocumentRenderer
from domain.accounts import Account
from domain.collection_codes import LayoutError
from domain.contact import ContactFileWrong, load_contact
from domain.networks import LAYOUTS, Networks, load_networks
from domain.vouchers import IssuedVoucher, Voucher, VoucherKind, VoucherLine
from texts.common.formats import money
from texts.doctor import paper as texts


async def look(settings: Settings) -> Findings:
    """Make a voucher by the layouts in use."""
    findings: Findings = []
    try:
        if settings.contact_file:
            load_contact(settings.contact_file)
    except ContactFileWrong as error:
        findings.append(bad(texts.contact_wrong(str(error))))
    try:
        networks = load_networks(settings.layouts or LAYOUTS)
    except LayoutError as error:
        return [*findings, bad(texts.layouts_wrong(str(error)))]
    findings.append(ok(texts.voucher_limit(money(networks.limit))))
    if settings.layouts is None and not settings.sample:
        findings.append(bad(texts.LAYOUTS_MISSING))
    try:
        async with DocumentRenderer(sample=True) as press:
            pdf = await press.voucher(_voucher(networks), Account("1", "Prueba", "", "", "123"))
    except Exception as error:  # whatever the typesetting says is wanting
        return [*findings, bad(texts.pdf_failed(str(error) or type(error).__name__))]
    made = pdf.startswith(b"%PDF")
    return [*findings, ok(texts.PDF_MADE) if made else bad(texts.pdf_failed(""))]


def _voucher(networks: Networks) -> IssuedVoucher:
    today = local_now().date()
    line = VoucherLine("00000-00000000", today, Decimal("1.00"))
    return networks.issue(1, Voucher(VoucherKind.PLAN_INSTALMENT, "1", today, (line,)), today)
