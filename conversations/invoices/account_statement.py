"""What is owed (manual, 'Estado de Cuenta'): the invoices PAG and IMP, as of today."""

from datetime import datetime
from math import ceil
from typing import NoReturn

from conversations.common.own_account import own_account
from conversations.engine.entry import Entry
from conversations.engine.talk import Misread, Page, Pages, Question, Talk
from domain.accounts import Account
from domain.digital_invoice import Subscription
from domain.invoices import Statement
from domain.office import Office
from texts.invoices import account_statement as texts

INVOICES_A_PAGE = 6


async def account_statement(talk: Talk, office: Office, now: datetime) -> None:
    """Show an account's statement, to be leafed through."""
    if not (account := await own_account(talk, office)):
        return
    statement = await office.statement(account.number, now.date())
    digital = await office.subscription(account.number)
    several = len(await office.linked_accounts()) > 1
    await talk.ask(_statement(account, statement, digital, several=several))


def _statement(
    account: Account, statement: Statement, digital: Subscription | None, *, several: bool
) -> Question[None]:
    def read(written: str) -> NoReturn:
        raise Misread(texts.ONLY_TO_LOOK_AT)

    invoices = statement.invoices
    owed, overdue = bool(statement.owed), bool(statement.overdue)
    links = texts.offers(account, owed=owed, overdue=overdue, several=several)

    def page(number: int) -> Page:
        at = number * INVOICES_A_PAGE
        shown = invoices[at : at + INVOICES_A_PAGE]
        return Page(texts.page(account, statement, shown, digital), links=links)

    pages = Pages(max(1, ceil(len(invoices) / INVOICES_A_PAGE)), page)
    return Question("statement", pages, read, only_shown=True)


ENTRY = Entry(
    name="account_statement",
    words=texts.ENTRY,
    commands=("deuda", "estado"),
    conversation=account_statement,
    intent="estado_de_cuenta",
    needs_user=True,
)
