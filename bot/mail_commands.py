"""`oficina mails`: what the staff decides when many addresses were refused at once."""

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.clock import local_now
from bot.on_database import on_database
from domain.refused_addresses import people_in
from storage import refused_addresses
from texts.digital_invoice import address_refused

app = typer.Typer(
    help="Digital invoices held back because many addresses were refused at once.",
    no_args_is_help=True,
)
console = Console(soft_wrap=True, highlight=False, markup=False)

Domain = Annotated[str, typer.Option(help="Decide of this domain's addresses alone.")]


@app.command()
def held() -> None:
    """Show whose addresses are refused, by domain, and the server's last words."""

    async def show() -> None:
        waiting = await refused_addresses.held_back()
        if not waiting:
            console.print("Nothing is held back: refused addresses end digital invoices as usual.")
            return
        table = Table("domain", "people", "last reason")
        for one in waiting:
            table.add_row(one.domain, str(one.people), one.reason)
        console.print(table)
        console.print(
            f"{people_in(waiting)} people. Their addresses are right: oficina mails keep. "
            "They are no more: oficina mails end."
        )

    on_database(show)


@app.command()
def keep(domain: Domain = "") -> None:
    """Keep the digital invoices: the servers were wrong, or ours was."""
    people = on_database(lambda: refused_addresses.keep_held(domain, local_now()))
    _say(people, f"The digital invoices of {people} people are kept.")


@app.command()
def end(domain: Domain = "") -> None:
    """End the digital invoices: paper comes back, and each person is told in the chat."""
    people = on_database(lambda: refused_addresses.end_held(domain, address_refused(), local_now()))
    _say(people, f"The digital invoices of {people} people ended; the running bot tells them.")


def _say(people: int, done: str) -> None:
    if not people:
        console.print("Nothing is held back that this decides.")
        raise typer.Exit(1)
    console.print(done)
