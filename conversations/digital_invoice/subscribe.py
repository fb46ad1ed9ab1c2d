"""Subscribe to the digital invoice (manual, 'Administrar Factura Digital', 'Adhesión')."""

from datetime import datetime

from conversations.common.questions import confirmed, which_account
from conversations.engine.entry import Entry
from conversations.engine.talk import Choice, Misread, Page, Question, Talk
from domain.office import Office
from domain.outcomes import Subscribe
from domain.people import User
from domain.subscriptions import Accepted
from texts.digital_invoice import subscription as texts
from texts.digital_invoice import terms

WAYS = {"email": (True, False), "telegram": (False, True), "both": (True, True)}
_CHANGE = Question("change", (Page(""),), str, settled=("",))  # only ever answered by a button
_ACCEPT_WORDS = ("acepto", "si acepto", "sí acepto", "acepto los terminos", "acepto los términos")


async def digital_invoice(talk: Talk, office: Office, now: datetime) -> Subscribe | None:
    """The account, the terms, the ways of notice, the confirmation.

    Of an account that has it already the state is told; `change` preset changes the ways alone,
    under the terms accepted before.
    """
    accounts = await office.linked_accounts()
    user = await office.user()
    if user is None or not accounts:
        talk.say(texts.NO_ACCOUNTS)
        talk.offer(texts.LINK_ONE)
        return None
    account = await talk.ask(which_account(accounts))

    active = await office.subscription(account.number)
    if active and active.active:
        if not active.mine or not await talk.ask(_CHANGE):
            talk.say(texts.already(account, active, user.email))
            talk.offer(texts.already_buttons(account, active))
            return None
        version = active.terms_version
    else:
        version = await talk.ask(_terms())

    by_email, by_telegram = await talk.ask(_ways(user))
    accepted = Accepted(account.number, version, by_email, by_telegram)
    email = user.email if by_email else ""
    if active and active.active:
        html, label = texts.confirm_ways(account, accepted, email), texts.CONFIRM_WAYS
    else:
        html, label = texts.confirm(account, accepted, email), texts.CONFIRM
    await talk.ask(_sure(html, label))
    return Subscribe(account, accepted)


def _terms() -> Question[str]:
    """The terms to leaf through; its answer is the version accepted."""

    def read(written: str) -> str:
        bare = " ".join(written.strip(" .!¡✅").casefold().split())
        if bare in _ACCEPT_WORDS or written == terms.TERMS_VERSION:
            return terms.TERMS_VERSION
        raise Misread(texts.NOT_ACCEPTED)

    *others, last = terms.pages()
    accept = ((Choice(texts.ACCEPT, terms.TERMS_VERSION),),)
    pages = (*(Page(html) for html in others), Page(last, accept))
    return Question("terms", pages, read, keep=str)


def _ways(user: User) -> Question[tuple[bool, bool]]:
    def read(written: str) -> tuple[bool, bool]:
        word = written.strip(" .!¡").casefold()
        if word in WAYS:
            return WAYS[word]
        email = any(part in word for part in ("correo", "mail"))
        telegram = any(part in word for part in ("telegram", "chat", "acá", "aca"))
        if "dos" in word.split() or "ambos" in word or (email and telegram):
            return True, True
        if email or telegram:
            return email, telegram
        raise Misread(texts.WHICH_WAY)

    choices = (
        (Choice(texts.BY_EMAIL, "email"), Choice(texts.BY_TELEGRAM, "telegram")),
        (Choice(texts.BY_BOTH, "both"),),
    )
    names = {ways: name for name, ways in WAYS.items()}
    page = Page(texts.way_question(user.email), choices)
    return Question("ways", (page,), read, keep=lambda ways: names[ways])


def _sure(html: str, label: str) -> Question[None]:
    def read(written: str) -> None:
        confirmed(written, texts.YES_OR_CANCEL)

    return Question("sure", (Page(html, ((Choice(label, "sí"),),)),), read)


ENTRY = Entry(
    name="digital_invoice",
    words=texts.DIGITAL_INVOICE_ENTRY,
    commands=("digital",),
    conversation=digital_invoice,
    intent="factura_digital_adhesion",
    needs_user=True,
)
