"""`oficina claims`: the messages people left for the staff, and their answers."""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer

from bot.clock import local_now
from bot.commands import terminal
from bot.commands.database_access import LARGEST, with_database
from domain.claims import Claim
from storage.claims import StoredClaims
from texts.claims import claim as replies
from texts.commands import claims as texts

LONGEST_ANSWER = 3000
T = TypeVar("T")
Number = Annotated[
    int, typer.Argument(min=1, max=LARGEST, metavar=texts.NUMBER, help=texts.NUMBER_HELP)
]

app = typer.Typer(help=texts.HELP, invoke_without_command=True)


@app.callback()
def claims(context: typer.Context) -> None:
    """List the open claims, if no other command is given."""
    if context.invoked_subcommand is None:
        list_claims(closed=False)


@app.command(name="list", help=texts.LIST_HELP)
def list_claims(
    closed: Annotated[bool, typer.Option("--closed", help=texts.CLOSED_HELP)] = False,
    json: terminal.Json = False,
) -> None:
    """List the open claims, oldest first."""
    found = _work(lambda register: register.all(closed=closed))
    if json:
        terminal.show_json([texts.as_data(one) for one in found])
    elif not found:
        terminal.say(texts.NONE if closed else texts.NONE_OPEN)
    else:
        terminal.show_table(texts.COLUMNS, [texts.row(one) for one in found])


@app.command(help=texts.SHOW_HELP)
def show(number: Number, json: terminal.Json = False) -> None:
    """Show a claim whole."""
    one = _known(_work(lambda register: register.one(number)), number)
    if json:
        terminal.show_json(texts.as_data(one))
    else:
        terminal.say(texts.heading(one), style="bold")
        terminal.show_values(texts.values(one))


@app.command(help=texts.ANSWER_HELP)
def answer(
    number: Number,
    text: Annotated[str, typer.Argument(metavar=texts.TEXT, help=texts.TEXT_HELP)],
) -> None:
    """Answer a claim: the person reads it in the chat and, if known, by e-mail."""
    words = text.strip()
    if not words or len(words) > LONGEST_ANSWER:
        terminal.fail(texts.answer_length(LONGEST_ANSWER, len(words)))

    async def reply(register: StoredClaims) -> bool:
        one = await register.one(number)
        if one is None:
            return False
        to = await register.email(number)
        mail = replies.answered_mail(to, one, words) if to else None
        return await register.answer(number, words, replies.answered(one, words), mail, local_now())

    if not _work(reply):
        terminal.fail(texts.unknown(number))
    terminal.say(texts.answered(number))


@app.command(help=texts.CLOSE_HELP)
def close(number: Number) -> None:
    """Close a claim; it stays in the register."""
    if not _work(lambda register: register.close(number, local_now())):
        terminal.fail(texts.none_open(number))
    terminal.say(texts.closed(number))


def _known(claim: Claim | None, number: int) -> Claim:
    if claim is None:
        terminal.fail(texts.unknown(number))
    return claim


def _work(deed: Callable[[StoredClaims], Awaitable[T]]) -> T:
    return with_database(lambda: deed(StoredClaims()))
