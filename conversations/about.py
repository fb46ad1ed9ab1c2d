"""What is told in passing, without leaving what is going on: help, settings, privacy."""

from datetime import datetime

from conversations.dialogue import Talk
from domain.messages import Begin
from domain.office import Office
from texts import dialogue, log_in, menu

MINE = (
    *("account_statement", "print_invoice", "overdue_voucher", "plan_instalment"),
    *("link_account", "unlink_account"),
)


async def help_(talk: Talk, office: Office, now: datetime) -> None:
    """How the office is used."""
    talk.say(menu.HELP)
    talk.offer(menu.HELP_BUTTONS)


async def privacy(talk: Talk, office: Office, now: datetime) -> None:
    """Which data are kept and what for (Ley 25.326, art. 6)."""
    talk.say(menu.PRIVACY)
    talk.offer(menu.HELP_BUTTONS)


async def contact(talk: Talk, office: Office, now: datetime) -> None:
    """How to reach a person (manual, terms 9: the call centre)."""
    talk.say(dialogue.CALL_US)
    talk.offer(menu.HELP_BUTTONS)


async def settings(talk: Talk, office: Office, now: datetime) -> None:
    """Who is logged in here."""
    if not (user := await office.user()):
        talk.say(menu.SETTINGS_OUT)
        talk.offer(log_in.OUT_OFFERS)
        return
    accounts = await office.linked_accounts()
    talk.say(menu.settings(user.first_names, user.username, user.email, len(accounts)))
    talk.offer(((Begin(menu.LABELS["log_out"], "log_out"),), (Begin(menu.MENU, "menu"),)))


async def show_menu(talk: Talk, office: Office, now: datetime) -> None:
    """Greet, and show what can be done from here."""
    user = await office.user()
    if user is None:
        pending = await office.pending_user()
        talk.say(menu.welcome_pending(pending.email) if pending else menu.welcome())
        first = ("resend_confirmation", "register") if pending else ("register", "log_in")
        entries: tuple[str, ...] = (*first, "log_in", "help") if pending else (*first, "help")
    else:
        accounts = await office.linked_accounts()
        talk.say(menu.welcome_back(user.first_names, len(accounts)))
        entries = (*(MINE if accounts else ("link_account",)), "settings", "help")
    talk.offer(tuple((Begin(menu.LABELS[name], name),) for name in entries))
