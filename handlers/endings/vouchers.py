"""Endings that issue a voucher: its number, its codes, its PDF."""

from collections.abc import Awaitable, Callable

from conversations.engine.replies import Reply
from domain.outcomes import IssueVoucher, SaidPaid
from handlers.delivery import Document
from handlers.endings.context import Deed, EndingContext, Said
from texts.invoices import paid_already
from texts.invoices import vouchers as texts


async def issue(outcome: IssueVoucher, counter: EndingContext, at: Deed) -> tuple[Said, ...]:
    """Issue the voucher as it was confirmed; the same one has the same number and file."""
    account, voucher = outcome.account, outcome.voucher
    number = await counter.desk.issue_voucher(at.chat_id, voucher, at.now)
    await counter.desk.touch_account(at.chat_id, account.number, at.now)
    issued = counter.networks.issue(number, voucher, at.now.date())
    return (
        Document(
            key=f"voucher:{number}",
            file_name=texts.file_name(issued),
            caption=texts.caption(issued),
            keyboard=texts.caption_buttons(issued),
            make=lambda: counter.printer.voucher(issued, account),
            sent=note_sent(number, counter, at),
        ),
    )


def note_sent(number: int, counter: EndingContext, at: Deed) -> Callable[[int], Awaitable[None]]:
    """Keeps which message carries a voucher: it is reminded of, and told once its date is over."""

    async def note(message_id: int) -> None:
        await counter.vouchers.sent(at.chat_id, number, message_id, at.now)

    return note


async def said_paid(outcome: SaidPaid, counter: EndingContext, at: Deed) -> tuple[Said, ...]:
    """Thank for the word; what was paid is not asked for again."""
    account = outcome.account
    await counter.vouchers.said_paid(at.chat_id, account.number, at.now)
    text = paid_already.noted(account, outcome.owed, outcome.voucher)
    return (Reply(text, paid_already.offers(account)),)
