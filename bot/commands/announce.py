"""`oficina announce`: one text to many people, shown and counted before it goes out."""

import re
from pathlib import Path
from typing import Annotated

import typer
from rich.panel import Panel
from rich.text import Text

from bot.clock import local_now
from bot.commands import terminal
from bot.commands.database_access import with_database
from domain.announcements import Recipient, To
from domain.messages import one_line
from storage.notices.announcements import UnknownAccounts, recipients
from storage.notices.announcements import announce as plan_announcement
from texts.commands import announce as words
from texts.staff import announcements as texts

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def announce(
    text: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, metavar=words.FILE_METAVAR, help=words.FILE_HELP
        ),
    ],
    to: Annotated[To, typer.Option(help=words.TO_HELP)] = To.ALL,
    accounts: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help=words.ACCOUNTS_HELP)
    ] = None,
    by_email: Annotated[bool, typer.Option("--by-email", help=words.BY_EMAIL_HELP)] = False,
    yes: Annotated[bool, typer.Option("--yes", help=words.YES_HELP)] = False,
) -> None:
    """Send a message to everybody, to the subscribers, or to who has certain accounts linked."""
    title, _, body = _read(text).strip().partition("\n")
    title, body = one_line(title), body.strip()
    if not title or not body:
        terminal.fail(words.NO_TITLE)
    if (length := len(title) + len(body)) > texts.LONGEST:
        terminal.fail(words.too_long(length, texts.LONGEST))
    if (to is To.ACCOUNTS) != (accounts is not None):
        terminal.fail(words.ACCOUNTS_TOGETHER)
    lines = _read(accounts).splitlines() if accounts else []

    async def planning() -> None:
        people = await recipients(to, [line.strip() for line in lines if line.strip()])
        _preview(title, body, people, by_email=by_email)
        if not people or not (yes or terminal.agreed(words.SEND_IT)):
            terminal.say(words.NOTHING_SENT)
            return
        with terminal.progress_bar() as bar:
            task = bar.add_task(words.PEOPLE, total=len(people))
            planned = await plan_announcement(
                title,
                body,
                people,
                local_now(),
                by_email=by_email,
                progress=lambda done: bar.update(task, completed=done),
            )
        terminal.say(words.planned(planned))

    try:
        with_database(planning)
    except UnknownAccounts as error:
        terminal.fail(words.unknown_accounts(str(error)))


def _preview(title: str, body: str, people: tuple[Recipient, ...], *, by_email: bool) -> None:
    """Show the announcement as a chat will, and how many it reaches by which way."""
    shown = Text(f"{title}\n\n", style="bold")
    for number, part in enumerate(re.split(texts.BOLD, body)):
        shown.append(part, style="bold" if number % 2 else "not bold")
    terminal.out.print(Panel(shown, title=words.PREVIEW, title_align="left"))
    reached = sum(one.chat_id is not None for one in people)
    mailed = len(people) if by_email else len(people) - reached
    terminal.say(words.reach(len(people), reached, mailed))


def _read(path: Path) -> str:
    """A text as people's editors save it: UTF-8, or Windows' own two."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(ord(sign) < 32 and sign not in "\t\n" for sign in text):
        terminal.fail(words.no_plain_text(path))
    return text
