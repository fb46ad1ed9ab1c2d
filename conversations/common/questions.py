"""The questions that several conversations ask."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from conversations.common.days import NoSuchDay, NotADay, read_day
from conversations.engine.talk import Choice, Choices, Declined, Misread, Page, Question
from domain.accounts import Account
from domain.spelling import unaccented
from domain.vouchers import payment_days
from texts.common import questions as texts

ACCOUNTS_A_PAGE = 6


def plain(
    name: str,
    html: str,
    read: Callable[[str], str],
    *,
    choices: Choices = (),
    example: str = "",
    picture: str = "",
    contact: str = "",
    open: bool = False,
) -> Question[str]:
    """A question answered in one's own words."""
    page = Page(html, choices)
    return Question(
        name,
        (page,),
        read,
        keep=str,
        example=example,
        picture=picture,
        contact=contact,
        open=open,
    )


def which_account(accounts: Sequence[Account]) -> Question[Account]:
    """Choose one of the linked accounts by button, by its number or by a part of its address."""

    def read(written: str) -> Account:
        wanted = written.strip().casefold()
        exact = [account for account in accounts if account.number == wanted]
        digits = "".join(letter for letter in wanted if letter.isdigit()).lstrip("0")
        matching = exact or [
            account
            for account in accounts
            if (digits and account.number.lstrip("0") == digits)
            or _tells_of(account.address, wanted)
        ]
        if len(matching) == 1:
            return matching[0]
        raise Misread(texts.several_accounts() if matching else texts.no_such_account())

    choices = [(Choice(texts.account_label(one), one.number),) for one in accounts]
    pages = tuple(
        Page(texts.which_account(len(accounts)), tuple(choices[start : start + ACCOUNTS_A_PAGE]))
        for start in range(0, len(choices), ACCOUNTS_A_PAGE)
    )
    settled = (accounts[0],) if len(accounts) == 1 else ()
    return Question("account", pages, read, keep=lambda one: one.number, settled=settled)


_POINTING = frozenset({"la", "el", "de", "del", "en", "cuenta", "casa", "calle", "es", "mi", "por"})


def _tells_of(address: str, wanted: str) -> bool:
    """Whether it is a part of the address, or points to it: 'la de Virgen del Valle'."""
    if len(wanted) >= 3 and wanted in address.casefold():
        return True
    telling = [word for word in _words(wanted) if word not in _POINTING]
    return len("".join(telling)) >= 3 and set(telling) <= set(_words(address))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", unaccented(text))


def read_payment_day(written: str, today: date) -> date:
    """Read a payment date from today to 15 days ahead (manual, 'Consideraciones importantes').

    Raises:
        Misread: it is no date, in the past, or too far ahead.
    """
    days = payment_days(today)
    try:
        day = read_day(written, today)
    except NoSuchDay as error:
        raise Misread(texts.no_such_day(today)) from error
    except NotADay as error:
        raise Misread(texts.not_a_day(today)) from error
    if day < days[0]:
        raise Misread(texts.day_in_the_past(day, today))
    if day > days[-1]:
        raise Misread(texts.day_too_far(day, days[-1]))
    return day


def payment_day(today: date, costs: Sequence[tuple[date, Decimal]]) -> Question[date]:
    """Choose the payment date, each with what it would cost."""
    buttons = [
        Choice(texts.day_with_cost(day, today, cost), day.isoformat()) for day, cost in costs
    ]
    first, rest = buttons[:1], buttons[1:]
    rows = (tuple(first), *(tuple(rest[at : at + 2]) for at in range(0, len(rest), 2)))
    page = Page(texts.payment_day(today, costs[-1][0]), rows)
    return Question(
        "pay_on",
        (page,),
        lambda written: read_payment_day(written, today),
        keep=lambda day: day.isoformat(),
        example=texts.day_example(today),
    )


_YES = frozenset(
    {
        *("si", "s", "sip", "dale", "ok", "oka", "okey", "bueno", "listo", "perfecto", "claro"),
        *("confirmo", "confirmar", "confirmado", "acepto", "correcto", "bien", "acuerdo"),
    }
)
_BESIDE_YES = frozenset(
    {
        *("esta", "todo", "de", "muy", "por", "favor", "gracias", "lo", "asi"),
        *("mandalo", "envialo", "enviar"),
    }
)
_BESIDE_NO = frozenset({"gracias", "todavia", "mejor", "quiero", "asi", "por", "ahora"})


def says_yes(written: str) -> bool:
    """Whether it is made of the words people agree with: 'sí', 'dale', 'sí, está todo bien'."""
    words = _words(written)
    return any(word in _YES for word in words) and _YES.union(_BESIDE_YES).issuperset(words)


def says_no(written: str) -> bool:
    """Whether it is a plain no: 'no', 'no, gracias', 'todavía no'."""
    words = _words(written)
    return "no" in words and _BESIDE_NO.union({"no"}).issuperset(words)


def confirmed(written: str, complaint: str) -> None:
    """Read the answer to 'do you confirm?'.

    Raises:
        Declined: it is a plain no.
        Misread: it is neither; `complaint` says what to do.
    """
    if says_no(written):
        raise Declined
    if not says_yes(written):
        raise Misread(complaint)
