"""`oficina links`: what the staff decides about a link that somebody objected to."""

from typing import Annotated

import typer

from bot.clock import local_now
from bot.commands import terminal
from bot.commands.database_access import LARGEST, with_database
from storage.accounts.guard import StoredAccountGuard, frozen_links
from texts.accounts import object_link
from texts.commands import links as texts
from texts.common.formats import moment

app = typer.Typer(help=texts.HELP, no_args_is_help=True)

Link = Annotated[int, typer.Argument(min=1, max=LARGEST, metavar=texts.LINK, help=texts.LINK_HELP)]


@app.command(name="list", help=texts.LIST_HELP)
def list_links(
    json: terminal.Json = False,
) -> None:
    """List the frozen links, which wait for a decision, the oldest objection first."""
    found = with_database(frozen_links)
    if json:
        terminal.show_json(
            [
                {
                    "numero": one.link,
                    "cuenta": one.account,
                    "persona": one.person,
                    "usuario": one.username,
                    "vinculada": one.linked_at.isoformat(timespec="seconds"),
                    "objetada": one.frozen_at.isoformat(timespec="seconds"),
                }
                for one in found
            ]
        )
    elif not found:
        terminal.say(texts.NONE)
    else:
        terminal.show_table(
            texts.COLUMNS,
            [
                (
                    *(str(one.link), one.account, one.person, one.username),
                    *(moment(one.linked_at), moment(one.frozen_at)),
                )
                for one in found
            ],
        )


@app.command(help=texts.KEEP_HELP)
def keep(link: Link) -> None:
    """Give a frozen link back: the person may use the account again, and is told."""
    _decide(link, keep=True)


@app.command(help=texts.REMOVE_HELP)
def remove(link: Link) -> None:
    """Take a frozen link away, and tell the person kindly."""
    _decide(link, keep=False)


def _decide(link: int, *, keep: bool) -> None:
    custody = StoredAccountGuard()
    decided = with_database(
        lambda: custody.decide(
            link, keep, lambda account: object_link.decided(account, keep=keep), local_now()
        )
    )
    if not decided:
        terminal.fail(texts.no_such(link))
    terminal.say(texts.decided(link, keep=keep))
