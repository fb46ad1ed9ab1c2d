"""`oficina mails`: what the staff decides when many addresses were refused at once."""

from typing import Annotated

import typer

from bot.clock import local_now
from bot.commands import terminal
from bot.commands.database_access import with_database
from domain.refused_addresses import people_in
from storage.notices import refused_addresses
from texts.commands import mails as texts
from texts.digital_invoice.subscription import address_refused

app = typer.Typer(help=texts.HELP, no_args_is_help=True)

Domain = Annotated[str, typer.Option(help=texts.DOMAIN_HELP)]


@app.command(help=texts.HELD_HELP)
def held() -> None:
    """Show whose addresses are refused, by domain, and the server's last words."""
    waiting = with_database(refused_addresses.held_back)
    if not waiting:
        terminal.say(texts.NOTHING_HELD)
        return
    terminal.show_table(
        texts.COLUMNS, [(one.domain, str(one.people), one.reason) for one in waiting]
    )
    terminal.say(texts.held(people_in(waiting)))


@app.command(help=texts.KEEP_HELP)
def keep(domain: Domain = "") -> None:
    """Keep the digital invoices: the servers were wrong, or ours was."""
    people = with_database(lambda: refused_addresses.keep_held(domain, local_now()))
    _decided(people, texts.kept(people))


@app.command(help=texts.END_HELP)
def end(domain: Domain = "") -> None:
    """End the digital invoices: paper comes back, and each person is told in the chat."""
    people = with_database(
        lambda: refused_addresses.end_held(domain, address_refused(), local_now())
    )
    _decided(people, texts.ended(people))


def _decided(people: int, done: str) -> None:
    if not people:
        terminal.fail(texts.NOTHING_DECIDED)
    terminal.say(done)
