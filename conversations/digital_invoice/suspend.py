"""Back to paper (manual, 'Suspender Servicio Factura Online', term 4)."""

from datetime import datetime

from conversations.common.questions import confirmed, which_account
from conversations.engine.entry import Entry
from conversations.engine.talk import Choice, Page, Question, Talk
from domain.office import Office
from domain.outcomes import Suspend
from texts.digital_invoice import subscription as texts


async def suspend_digital_invoice(talk: Talk, office: Office, now: datetime) -> Suspend | None:
    """Only accounts that have it; before 90 days it says from which date it can be done."""
    linked = await office.linked_accounts()
    found = [(one, await office.subscription(one.number)) for one in linked]
    active = {one: has for one, has in found if has and has.active}
    if not active:
        talk.say(texts.none_to_suspend(len(linked)) if linked else texts.NO_ACCOUNTS)
        talk.offer(texts.NONE_BUTTONS if linked else texts.LINK_ONE)
        return None
    account = await talk.ask(which_account(tuple(active)))
    subscription = active[account]
    if now.date() < subscription.may_suspend_from:
        talk.say(texts.too_early(account, subscription))
        talk.offer(texts.too_early_buttons(account))
        return None

    def read(written: str) -> None:
        confirmed(written, texts.YES_OR_CANCEL)

    page = Page(
        texts.confirm_suspension(account, subscription),
        ((Choice(texts.CONFIRM_SUSPENSION, "sí"),),),
    )
    await talk.ask(Question("sure", (page,), read))
    return Suspend(account)


ENTRY = Entry(
    name="suspend_digital_invoice",
    words=texts.SUSPEND_DIGITAL_INVOICE_ENTRY,
    commands=("papel",),
    conversation=suspend_digital_invoice,
    intent="factura_digital_suspender",
    needs_user=True,
)
