"""What is told in passing, without leaving what is going on: help, settings, privacy."""

from datetime import datetime

from conversations.access import change_email, log_in, recover, register
from conversations.accounts import link_account, unlink_account
from conversations.digital_invoice import notice_settings, subscribe
from conversations.engine.entry import Entry
from conversations.engine.talk import Talk
from conversations.invoices import (
    account_statement,
    overdue_voucher,
    plan_instalment,
    print_invoice,
)
from conversations.own_data import my_data
from domain.office import Office
from texts.access.log_in import OUT_OFFERS
from texts.digital_invoice import subscription
from texts.general import contact as contact_texts
from texts.general import menu

ACCOUNTS_SHOWN = 6
MINE = (
    account_statement.ENTRY,
    print_invoice.ENTRY,
    overdue_voucher.ENTRY,
    plan_instalment.ENTRY,
    subscribe.ENTRY,
    link_account.ENTRY,
    unlink_account.ENTRY,
)


async def help_(talk: Talk, office: Office, now: datetime) -> None:
    """How the office is used."""
    talk.say(menu.HELP)
    talk.offer(menu.HELP_BUTTONS if await office.user() else menu.HELP_BUTTONS_OUT)


async def privacy(talk: Talk, office: Office, now: datetime) -> None:
    """Which data are kept and what for (Ley 25.326, art. 6)."""
    talk.say(menu.PRIVACY)
    talk.offer(menu.PRIVACY_BUTTONS if await office.user() else menu.HELP_BUTTONS)


async def contact(talk: Talk, office: Office, now: datetime) -> None:
    """How to reach a person (manual, terms 9: the call centre)."""
    talk.say(contact_texts.all_ways(office.contact))
    talk.offer(contact_texts.ways_buttons(office.contact))


async def settings(talk: Talk, office: Office, now: datetime) -> None:
    """Who is logged in here."""
    if not (user := await office.user()):
        talk.say(menu.SETTINGS_OUT)
        talk.offer(OUT_OFFERS)
        return
    accounts = await office.linked_accounts()
    talk.say(menu.settings(user.first_names, user.username, user.email, len(accounts)))
    states = [(one, await office.subscription(one.number)) for one in accounts[:ACCOUNTS_SHOWN]]
    if states:
        talk.say(subscription.states(states))
    _offer(
        talk,
        subscribe.ENTRY,
        notice_settings.ENTRY,
        recover.CHANGE_PASSWORD_ENTRY,
        change_email.ENTRY,
        my_data.MY_DATA_ENTRY,
        log_in.LOG_OUT_ENTRY,
        MENU_ENTRY,
    )


async def show_menu(talk: Talk, office: Office, now: datetime) -> None:
    """Greet, and show what can be done from here."""
    user = await office.user()
    if user is None:
        pending = await office.pending_user()
        talk.say(menu.welcome_pending(pending.email) if pending else menu.welcome())
        again = (log_in.RESEND_CONFIRMATION_ENTRY,) if pending else ()
        in_ways = (register.ENTRY, log_in.LOG_IN_ENTRY, recover.CANNOT_ENTER_ENTRY)
        _offer(talk, *again, *in_ways, HELP_ENTRY)
    else:
        accounts = await office.linked_accounts()
        talk.say(menu.welcome_back(user.first_names, len(accounts)))
        mine = MINE if accounts else (link_account.ENTRY,)
        _offer(talk, *mine, SETTINGS_ENTRY, HELP_ENTRY)


def _offer(talk: Talk, *entries: Entry) -> None:
    talk.offer(tuple((entry.button,) for entry in entries))


MENU_ENTRY = Entry(
    name="menu",
    words=menu.MENU_ENTRY,
    commands=("menu",),
    conversation=show_menu,
    passing=True,
)
SETTINGS_ENTRY = Entry(
    name="settings",
    words=menu.SETTINGS_ENTRY,
    commands=("ajustes", "settings"),
    conversation=settings,
    intent="ajustes",
    passing=True,
)
HELP_ENTRY = Entry(
    name="help",
    words=menu.HELP_ENTRY,
    commands=("ayuda", "help"),
    conversation=help_,
    passing=True,
)
PRIVACY_ENTRY = Entry(
    name="privacy",
    words=menu.PRIVACY_ENTRY,
    commands=("privacidad", "privacy"),
    conversation=privacy,
    intent="privacidad",
    passing=True,
)
CONTACT_ENTRY = Entry(
    name="contact",
    words=contact_texts.ENTRY,
    commands=("contacto", "persona"),
    conversation=contact,
    intent="contacto",
    passing=True,
)
