"""`oficina links`: what the staff decides about a link that somebody objected to."""

from typing import Annotated

import typer
from rich.console import Console

from bot.clock import local_now
from bot.on_database import LARGEST, on_database
from storage.custody import StoredCustody
from texts import object_link

app = typer.Typer(help="Links to accounts that somebody objected to.", no_args_is_help=True)
console = Console(soft_wrap=True, highlight=False)

Link = Annotated[
    int, typer.Argument(min=1, max=LARGEST, help="The link's number, as its claim tells it.")
]


@app.command()
def keep(link: Link) -> None:
    """Give a frozen link back: the person may use the account again, and is told."""
    _decide(link, keep=True)


@app.command()
def remove(link: Link) -> None:
    """Take a frozen link away, and tell the person kindly."""
    _decide(link, keep=False)


def _decide(link: int, *, keep: bool) -> None:
    custody = StoredCustody()
    decided = on_database(
        lambda: custody.decide(
            link, keep, lambda account: object_link.decided(account, keep=keep), local_now()
        )
    )
    if not decided:
        console.print(f"There is no frozen link {link}.")
        raise typer.Exit(1)
    console.print(f"Link {link} was {'kept' if keep else 'removed'}; the running bot tells it.")
