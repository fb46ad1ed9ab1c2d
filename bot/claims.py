"""`oficina claims`: the messages people left for the staff, and their answers."""

from collections.abc import Awaitable, Callable
from typing import Annotated, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.table import Table

from bot.clock import local_now
from bot.on_database import LARGEST, on_database
from domain.claims import Claim
from storage.claims import StoredClaims
from texts import claim as texts
from texts import formats

LONGEST_ANSWER = 3000
T = TypeVar("T")
Number = Annotated[int, typer.Argument(min=1, max=LARGEST, help="The claim's number.")]

app = typer.Typer(
    help="Messages left for the staff (Ley 24.240 art. 27): list, show, answer, close.",
    invoke_without_command=True,
)
# What people write is shown as they wrote it: [brackets] are no markup here.
_out = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
_errors = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)


@app.callback()
def claims(context: typer.Context) -> None:
    """List the open claims, if no other command is given."""
    if context.invoked_subcommand is None:
        list_claims(closed=False)


@app.command(name="list")
def list_claims(
    closed: Annotated[bool, typer.Option("--closed", help="The closed ones too.")] = False,
) -> None:
    """List the open claims, oldest first."""
    found = _work(lambda register: register.all(closed=closed))
    if not found:
        _out.print("No open claims." if not closed else "No claims.")
        return
    table = Table("N.º", "Since", "Topic", "From", "Message", "State")
    for one in found:
        text = " ".join(one.text.split())
        table.add_row(
            str(one.number),
            formats.day(one.opened_at.date()),
            texts.TOPICS.get(one.topic, one.topic),
            one.name,
            text if len(text) <= 60 else f"{text[:59]}…",
            _state(one),
        )
    _out.print(table)


@app.command()
def show(number: Number) -> None:
    """Show a claim whole."""
    one = _known(_work(lambda register: register.one(number)), number)
    _out.print(f"Claim N.º {one.number} · {_state(one)}", style="bold")
    for label, value in (
        ("Left on", formats.moment(one.opened_at)),
        ("Topic", texts.TOPICS.get(one.topic, one.topic)),
        ("From", one.name),
        ("Reach", one.reach),
        ("Message", one.text),
        ("Answer", one.answer),
    ):
        if value:
            _out.print(f"{label}: {value}")


@app.command()
def answer(
    number: Number,
    text: Annotated[str, typer.Argument(help="The answer, as the person will read it.")],
) -> None:
    """Answer a claim: the person reads it in the chat and, if known, by e-mail."""
    words = text.strip()
    if not words or len(words) > LONGEST_ANSWER:
        _fail(f"An answer has 1 to {LONGEST_ANSWER} characters; this one has {len(words)}.")

    async def reply(register: StoredClaims) -> bool:
        one = await register.one(number)
        if one is None:
            return False
        to = await register.email(number)
        mail = texts.answered_mail(to, one, words) if to else None
        return await register.answer(number, words, texts.answered(one, words), mail, local_now())

    if not _work(reply):
        _fail(f"There is no claim N.º {number}.")
    _out.print(f"Claim N.º {number} is answered; the running bot delivers it.")


@app.command()
def close(number: Number) -> None:
    """Close a claim; it stays in the register."""
    if not _work(lambda register: register.close(number, local_now())):
        _fail(f"There is no open claim N.º {number}.")
    _out.print(f"Claim N.º {number} is closed.")


def _state(claim: Claim) -> str:
    if claim.closed_at:
        return f"closed on {formats.day(claim.closed_at.date())}"
    return f"answered on {formats.day(claim.answered_at.date())}" if claim.answered_at else "open"


def _known(claim: Claim | None, number: int) -> Claim:
    if claim is None:
        _fail(f"There is no claim N.º {number}.")
    return claim


def _work(deed: Callable[[StoredClaims], Awaitable[T]]) -> T:
    return on_database(lambda: deed(StoredClaims()))


def _fail(message: str) -> NoReturn:
    _errors.print(message, style="red")
    raise typer.Exit(1)
