"""Endings that issue a voucher: its number, its codes, its PDF."""

from dataclasses import dataclass

from conversations.engine.replies import Reply
from domain.networks import Networks
from domain.office import Desk, Office
from domain.outcomes import IssueVoucher, SaidPaid
from domain.sent_vouchers import SentVouchers
from handlers.endings.deed import Deed, Said
from handlers.endings.registry import Endings
from handlers.owed_replies import Document
from handlers.printing import VoucherOrder
from texts.invoices import paid_already
from texts.invoices import vouchers as texts


@dataclass(frozen=True, slots=True)
class VoucherEndings:
    """Vouchers are issued, and said to be paid."""

    desk: Desk
    networks: Networks
    vouchers: SentVouchers

    def add_to(self, endings: Endings) -> None:
        """Add them."""
        endings.add(IssueVoucher, self.issue)
        endings.add(SaidPaid, self.said_paid)

    async def issue(self, outcome: IssueVoucher, office: Office, at: Deed) -> Said:
        """Issue the voucher as it was confirmed; the same one has the same number and file."""
        account, voucher = outcome.account, outcome.voucher
        number = await self.desk.issue_voucher(at.chat_id, voucher, at.now)
        issued = self.networks.issue(number, voucher, at.now.date())
        return (
            Document(
                key=f"voucher:{number}",
                file_name=texts.file_name(issued),
                caption=texts.caption(issued),
                keyboard=texts.caption_buttons(issued),
                order=VoucherOrder(issued, account),
                voucher=number,
            ),
        )

    async def said_paid(self, outcome: SaidPaid, office: Office, at: Deed) -> Said:
        """Thank for the word; what was paid is not asked for again."""
        account = outcome.account
        await self.vouchers.said_paid(at.chat_id, account.number, at.now)
        text = paid_already.noted(account, outcome.owed, outcome.voucher)
        return (Reply(text, paid_already.offers(account)),)
