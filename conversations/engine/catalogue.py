"""What begins which conversation: one entry a script, in the order of the menu and commands."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from conversations.access import log_in, recover
from conversations.access.change_email import change_email
from conversations.access.register import answers_of_pending, register
from conversations.accounts.link_account import link_account
from conversations.accounts.object_link import object_link
from conversations.accounts.unlink_account import unlink_account
from conversations.claims.claim import claim
from conversations.digital_invoice.notice_settings import notice_settings
from conversations.digital_invoice.subscribe import digital_invoice
from conversations.digital_invoice.suspend import suspend_digital_invoice
from conversations.engine.talk import Script, Talk
from conversations.general import about
from conversations.invoices.account_statement import account_statement
from conversations.invoices.overdue_voucher import overdue_voucher
from conversations.invoices.paid_already import paid_already
from conversations.invoices.plan_instalment import plan_instalment
from conversations.invoices.print_invoice import print_invoice
from conversations.own_data.my_data import delete_my_data, my_data
from domain.dialogues import Answers
from domain.office import Office
from domain.outcomes import Outcome


class Conversation(Protocol):
    """A script: it reads from the office, asks by the talk, and knows the moment."""

    def __call__(self, talk: Talk, office: Office, now: datetime) -> Awaitable[Outcome | None]:
        """Run over the answers in `talk`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A conversation that can be begun.

    Args:
        name: The script's, and that of its words in `texts.general.menu`.
        commands: The first one is shown in Telegram's list, the others answer too.
        conversation: The script.
        needs_user: Whether somebody must be logged in.
        passing: Told in passing: what was going on goes on.
        known: Answers that the office knows already, so that they aren't asked for again.
    """

    name: str
    commands: tuple[str, ...]
    conversation: Conversation
    needs_user: bool = False
    passing: bool = False
    known: Callable[[Office], Awaitable[Answers]] | None = None

    def script(self, office: Office, now: datetime) -> Script:
        """The conversation, bound to a chat's office and a moment."""

        async def bound(talk: Talk) -> Outcome | None:
            return await self.conversation(talk, office, now)

        return bound


ENTRIES = (
    Entry("menu", ("menu",), about.show_menu, passing=True),
    Entry("link_account", ("vincular", "agregar"), link_account, needs_user=True),
    Entry("unlink_account", ("desvincular",), unlink_account, needs_user=True),
    Entry("object_link", ("objetar",), object_link, needs_user=True),
    Entry("account_statement", ("deuda", "estado"), account_statement, needs_user=True),
    Entry("print_invoice", ("factura", "imprimir"), print_invoice, needs_user=True),
    Entry("overdue_voucher", ("pagar", "vencidas"), overdue_voucher, needs_user=True),
    Entry("plan_instalment", ("cuota", "plan"), plan_instalment, needs_user=True),
    Entry("paid_already", ("yapague",), paid_already, needs_user=True),
    Entry("digital_invoice", ("digital",), digital_invoice, needs_user=True),
    Entry("suspend_digital_invoice", ("papel",), suspend_digital_invoice, needs_user=True),
    Entry("register", ("crear", "registrarme"), register, known=answers_of_pending),
    Entry("log_in", ("ingresar", "entrar"), log_in.log_in),
    Entry("resend_confirmation", ("reenviar",), log_in.resend_confirmation),
    Entry("recover", ("olvide", "recuperar"), recover.recover),
    Entry("cannot_enter", ("nopuedoentrar",), recover.cannot_enter),
    Entry("change_password", ("clave",), recover.change_password, needs_user=True),
    Entry("change_email", ("correo",), change_email, needs_user=True),
    Entry("log_out", ("salir",), log_in.log_out),
    Entry("settings", ("ajustes", "settings"), about.settings, passing=True),
    Entry("notice_settings", ("avisos",), notice_settings, needs_user=True),
    Entry("help", ("ayuda", "help"), about.help_, passing=True),
    Entry("claim", ("reclamo", "mensaje"), claim),
    Entry("my_data", ("misdatos",), my_data, needs_user=True),
    Entry("delete_my_data", ("borrarmisdatos",), delete_my_data, needs_user=True),
    Entry("contact", ("contacto", "persona"), about.contact, passing=True),
    Entry("privacy", ("privacidad", "privacy"), about.privacy, passing=True),
)

BY_NAME = {entry.name: entry for entry in ENTRIES}
BY_COMMAND = {command: entry for entry in ENTRIES for command in entry.commands}
