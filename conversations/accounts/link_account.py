"""Link an account (manual, 'Agregar Cuenta'): with the two codes of any invoice since 2015."""

import re
from datetime import datetime

from conversations.common.questions import plain
from conversations.engine.entry import Entry
from conversations.engine.talk import Choice, Misread, Several, Talk, again
from domain import codes
from domain.office import Office
from domain.outcomes import LinkAccount, WrongPair
from texts.accounts import link_account as texts
from texts.accounts import object_link as guard

HELP_PICTURE = "where_codes_are.png"


async def link_account(talk: Talk, office: Office, now: datetime) -> LinkAccount | None:
    """Ask for both codes; ends in the account that they prove."""
    if until := await office.linking_blocked_until(now):
        talk.say(texts.resting(until))
        talk.offer(texts.RESTING_OFFERS)
        return None

    talk.say(texts.BEGINNING)
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


_BOTH = re.compile(r"(\d{1,5}\s*[-–/]\s*\d{8})[^\d\-–/][^\d]*(\d[\d. ]{1,21}\d)\W*$")
"""A Comp. Nº and after it a Código de Pago Electrónico, in one message."""
_NO_INVOICE = re.compile(
    r"(?:no (?:tengo|encuentro|guardo|me lleg[oó])|perd[ií]|se me perdi[oó]|tir[eé])\b.*"
    r"\b(?:facturas?|boletas?|papel(?:es)?)\b.*",
    re.IGNORECASE,
)


def _receipt(written: str) -> str:
    try:
        return codes.receipt_number(written)
    except codes.NotACode as error:
        if both := _BOTH.search(written):
            receipt, code = codes.receipt_number(both[1]), codes.payment_code(both[2])
            raise Several(("receipt", receipt), ("code", code)) from error
        _ask_for_another_invoice(written)
        raise Misread(texts.NOT_A_RECEIPT) from error


def _code(written: str) -> str:
    try:
        return codes.payment_code(written)
    except codes.NotACode as error:
        _ask_for_another_invoice(written)
        raise Misread(texts.NOT_A_CODE) from error


def _ask_for_another_invoice(written: str) -> None:
    """Who has none isn't sent to print one: that takes a linked account."""
    if _NO_INVOICE.fullmatch(written.strip()):
        raise Misread(texts.NO_INVOICE, meant=True)


ENTRY = Entry(
    name="link_account",
    words=texts.ENTRY,
    commands=("vincular", "agregar"),
    conversation=link_account,
    intent="agregar_cuenta",
    needs_user=True,
)
