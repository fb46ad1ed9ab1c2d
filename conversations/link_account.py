"""Link an account (manual, 'Agregar Cuenta'): with the two codes of any invoice since 2015."""

from datetime import datetime

from conversations.dialogue import Choice, Misread, Talk, again
from conversations.questions import plain
from domain import codes
from domain.office import Office
from domain.outcomes import LinkAccount, WrongPair
from texts import link_account as texts
from texts import object_link as guard

HELP_PICTURE = "where_codes_are.png"


async def link_account(talk: Talk, office: Office, now: datetime) -> LinkAccount | None:
    """Ask for both codes; ends in the account that they prove."""
    if until := await office.linking_blocked_until(now):
        talk.say(texts.resting(until))
        return None

    receipt = await talk.ask(
        plain(
            "receipt", texts.RECEIPT, _receipt, example=texts.RECEIPT_EXAMPLE, picture=HELP_PICTURE
        )
    )
    correct_receipt = ((Choice(texts.correct_receipt(receipt), again("receipt")),),)
    which_code = plain(
        "code", texts.CODE, _code, choices=correct_receipt, example=texts.CODE_EXAMPLE
    )
    code = await talk.ask(which_code)

    account = await office.account_with(receipt, code)
    if account is None:
        talk.report(WrongPair(receipt, code))
        talk.refuse(which_code, texts.wrong_pair(receipt, code))
    if await office.frozen(account.number):
        talk.say(guard.waiting(account))
        talk.offer(guard.TO_THE_MENU)
        return None
    if account in await office.linked_accounts():
        talk.say(texts.linked_already(account))
        talk.offer(texts.offers(account))
        return None
    return LinkAccount(account)


def _receipt(written: str) -> str:
    try:
        return codes.receipt_number(written)
    except codes.NotACode as error:
        raise Misread(texts.NOT_A_RECEIPT) from error


def _code(written: str) -> str:
    try:
        return codes.payment_code(written)
    except codes.NotACode as error:
        raise Misread(texts.NOT_A_CODE) from error
