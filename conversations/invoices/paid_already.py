"""'Ya pagué': what is known of a payment, and why it may not show yet."""

from datetime import datetime

from conversations.common.own_account import own_account
from conversations.engine.entry import Entry
from conversations.engine.talk import Talk
from domain.office import Office
from domain.outcomes import SaidPaid
from domain.vouchers import recent
from texts.invoices import paid_already as texts


async def paid_already(talk: Talk, office: Office, now: datetime) -> SaidPaid | None:
    """Tell what is unpaid still and which voucher was made for it; it is not asked for again."""
    if not (account := await own_account(talk, office)):
        return None
    statement = await office.statement(account.number, now.date())
    vouchers = recent(await office.vouchers(account.number), now.date())
    if not statement.owed and not vouchers:
        talk.say(texts.all_paid(account, statement))
        talk.offer(texts.offers(account))
        return None
    return SaidPaid(account, statement.owed, vouchers[0] if vouchers else None)


ENTRY = Entry(
    name="paid_already",
    words=texts.ENTRY,
    commands=("yapague",),
    conversation=paid_already,
    intent="ya_pague",
    needs_user=True,
)
