"""What each outcome of a conversation does, once, and what is said of it."""

from typing import assert_never

from conversations.replies import Reply
from domain.office import Office
from domain.outcomes import (
    IssueVoucher,
    LinkAccount,
    LogIn,
    LogOut,
    NewUser,
    Outcome,
    PrintInvoice,
    ResendConfirmation,
    SaidPaid,
    UnlinkAccount,
)
from handlers import access_endings, invoice_endings, voucher_endings
from handlers.counter import Counter, Occasion, Said
from texts import link_account, log_in, unlink_account


async def carry_out(
    outcome: Outcome, counter: Counter, office: Office, at: Occasion
) -> tuple[Said, ...]:
    """Do the deed and return what is to be said of it.

    Raises:
        Taken: a new user's e-mail or name went to somebody else meanwhile.
    """
    match outcome:
        case NewUser():
            return await access_endings.register(outcome, counter, at)
        case ResendConfirmation():
            return await access_endings.resend(counter, office, at)
        case LogIn():
            return await access_endings.log_in(counter, at)
        case LogOut():
            await counter.desk.log_out(at.chat_id)
            return (Reply(log_in.OUT, log_in.OUT_OFFERS),)
        case LinkAccount(account):
            await counter.desk.link_account(at.chat_id, account.number, at.now)
            return (Reply(link_account.linked(account), link_account.offers(account)),)
        case UnlinkAccount(account):
            await counter.desk.unlink_account(at.chat_id, account.number, at.now)
            return (Reply(unlink_account.unlinked(account), unlink_account.OFFERS),)
        case PrintInvoice():
            return await invoice_endings.print_invoice(outcome, counter, at)
        case IssueVoucher():
            return await voucher_endings.issue(outcome, counter, at)
        case SaidPaid():
            return await voucher_endings.said_paid(outcome, counter, at)
        case _:
            assert_never(outcome)
