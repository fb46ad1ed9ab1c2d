"""What is told in passing, without leaving what is going on: help, settings, privacy."""

from datetime import datetime

from conversations.engine.talk import Talk
from domain.messages import Begin
from domain.office import Office
from texts.access import log_in
from texts.digital_invoice import subscription
from texts.general import contact as contact_texts
from texts.general import menu

ACCOUNTS_SHOWN = 6
MINE = (
    *("account_statement", "print_invoice", "overdue_voucher", "plan_instalment"),
    *("digital_invoice", "link_account", "unlink_account"),
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
        talk.offer(log_in.OUT_OFFERS)
        return
    accounts = await office.linked_accounts()
    talk.say(menu.settings(user.first_names, user.username, user.email, len(accounts)))
    states = [(one, await office.subscription(one.number)) for one in accounts[:ACCOUNTS_SHOWN]]
    if states:
        talk.say(subscription.states(states))
    access = ("change_password", "change_email", "my_data", "log_out")
    names = ("digital_invoice", "notice_settings", *access, "menu")
    talk.offer(tuple((Begin(menu.LABELS.get(name, menu.MENU), name),) for name in names))


async def show_menu(talk: Talk, office: Office, now: datetime) -> None:
    """Greet, and show what can be done from here."""
    user = await office.user()
    if user is None:
        pending = await office.pending_user()
        talk.say(menu.welcome_pending(pending.email) if pending else menu.welcome())
        first = ("resend_confirmation", "register") if pending else ("register",)
        entries: tuple[str, ...] = (*first, "log_in", "cannot_enter", "help")
    else:
        accounts = await office.linked_accounts()
        talk.say(menu.welcome_back(user.first_names, len(accounts)))
        entries = (*(MINE if accounts else ("link_account",)), "settings", "help")
    talk.offer(tuple((Begin(menu.LABELS[name], name),) for name in entries))
