"""What each outcome of a conversation does, once, and what is said of it."""

from typing import assert_never

from conversations.replies import Reply
from domain.office import Office
from domain.outcomes import (
    ChangeEmail,
    ChangePassword,
    EraseMyData,
    IssueVoucher,
    LeaveClaim,
    LinkAccount,
    LogIn,
    LogOut,
    MailAccess,
    NewUser,
    ObjectLink,
    Outcome,
    PrintInvoice,
    ResendConfirmation,
    SaidPaid,
    SendMyData,
    SetNotices,
    Subscribe,
    Suspend,
    UnlinkAccount,
)
from handlers import (
    access_endings,
    claim_endings,
    custody_endings,
    digital_invoice_endings,
    invoice_endings,
    own_data_endings,
    recovery_endings,
    voucher_endings,
)
from handlers.counter import Counter, Occasion, Said
from texts import log_in, notice_settings


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
        case MailAccess():
            return await recovery_endings.mail_access(outcome, counter, at)
        case ChangePassword():
            return await recovery_endings.change_password(counter, office, at)
        case ChangeEmail():
            return await recovery_endings.change_email(outcome, counter, office, at)
        case Subscribe():
            return await digital_invoice_endings.subscribe(outcome, counter, office, at)
        case Suspend():
            return await digital_invoice_endings.suspend(outcome, counter, office, at)
        case LeaveClaim():
            return await claim_endings.leave(outcome, counter, office, at)
        case SendMyData():
            return await own_data_endings.send(outcome, counter, office, at)
        case SetNotices(wishes):
            await counter.desk.set_notice_wishes(at.chat_id, wishes)
            return (Reply(notice_settings.changed(wishes), notice_settings.OFFERS),)
        case EraseMyData():
            return await own_data_endings.erase(counter, at)
        case LinkAccount(account):
            return await custody_endings.link(account, counter, at)
        case UnlinkAccount(account):
            return await custody_endings.unlink(account, counter, at)
        case ObjectLink():
            return await custody_endings.object_to(outcome, counter, office, at)
        case PrintInvoice():
            return await invoice_endings.print_invoice(outcome, counter, at)
        case IssueVoucher():
            return await voucher_endings.issue(outcome, counter, at)
        case SaidPaid():
            return await voucher_endings.said_paid(outcome, counter, at)
        case _:
            assert_never(outcome)
