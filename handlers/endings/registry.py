"""What each outcome of a conversation does, once, and what is said of it."""

from typing import assert_never

from conversations.engine.replies import Reply
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
from handlers.endings import (
    access,
    accounts,
    claims,
    digital_invoice,
    invoices,
    own_data,
    recovery,
    vouchers,
)
from handlers.endings.context import Deed, EndingContext, Said
from texts.access import log_in
from texts.digital_invoice import notice_settings


async def carry_out(
    outcome: Outcome, counter: EndingContext, office: Office, at: Deed
) -> tuple[Said, ...]:
    """Do the deed and return what is to be said of it.

    Raises:
        Taken: a new user's e-mail or name went to somebody else meanwhile.
    """
    match outcome:
        case NewUser():
            return await access.register(outcome, counter, at)
        case ResendConfirmation():
            return await access.resend(counter, office, at)
        case LogIn():
            return await access.log_in(counter, at)
        case LogOut():
            await counter.desk.log_out(at.chat_id)
            return (Reply(log_in.OUT, log_in.OUT_OFFERS),)
        case MailAccess():
            return await recovery.mail_access(outcome, counter, at)
        case ChangePassword():
            return await recovery.change_password(counter, office, at)
        case ChangeEmail():
            return await recovery.change_email(outcome, counter, office, at)
        case Subscribe():
            return await digital_invoice.subscribe(outcome, counter, office, at)
        case Suspend():
            return await digital_invoice.suspend(outcome, counter, office, at)
        case LeaveClaim():
            return await claims.leave(outcome, counter, office, at)
        case SendMyData():
            return await own_data.send(outcome, counter, office, at)
        case SetNotices(wishes):
            await counter.desk.set_notice_wishes(at.chat_id, wishes)
            return (Reply(notice_settings.changed(wishes), notice_settings.OFFERS),)
        case EraseMyData():
            return await own_data.erase(counter, at)
        case LinkAccount(account):
            return await accounts.link(account, counter, at)
        case UnlinkAccount(account):
            return await accounts.unlink(account, counter, at)
        case ObjectLink():
            return await accounts.object_to(outcome, counter, office, at)
        case PrintInvoice():
            return await invoices.print_invoice(outcome, counter, at)
        case IssueVoucher():
            return await vouchers.issue(outcome, counter, at)
        case SaidPaid():
            return await vouchers.said_paid(outcome, counter, at)
        case _:
            assert_never(outcome)
