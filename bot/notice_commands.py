"""`oficina notices` and `oficina announce`: telling many people, with figures and progress."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from bot.alert_messages import AlertMessages
from bot.clock import local_now
from bot.on_database import on_database
from bot.schedule import make_pass
from bot.settings import DatabaseSettings
from domain.announcements import Announced, To
from domain.messages import one_line
from domain.notices import Entry
from storage.announcements import UnknownAccounts, announced, recipients
from storage.announcements import announce as plan_announcement
from storage.notice_ledger import StoredLedger
from texts import announcements as texts
from texts.formats import day, moment, period

app = typer.Typer(help="Notices of invoices.", no_args_is_help=True)
console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@app.command()
def send(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count, and plan nothing.")] = False,
) -> None:
    """Plan now what is owed: new invoices, reminders, payments; the running bot delivers it.

    Safe to repeat: each notice goes out once. The running bot does the same by itself several
    times a day; `oficina notices status` shows how far the delivery is.
    """
    settings = DatabaseSettings.read()

    async def planning() -> None:
        now = local_now()
        with _bar() as bar:
            task = bar.add_task("subscriptions", total=None)
            planned = await make_pass(
                now,
                AlertMessages.of(settings),
                dry_run=dry_run,
                progress=lambda done, all_: bar.update(task, completed=done, total=all_),
            )
        console.print(
            f"{'Would be planned' if dry_run else 'Planned'}: {planned.new_invoices} of new "
            f"invoices, {planned.reminders} reminders, {planned.payments} of payments."
        )
        if planned.late:
            console.print(
                f"{planned.late} go out late: less than 5 days before the due date.", style="red"
            )

    on_database(planning)


@app.command()
def status(
    periods: Annotated[int, typer.Option(min=1, help="How many billed periods.")] = 6,
) -> None:
    """Show how many notices were planned, sent, given up, late or wait; announcements too."""

    async def show() -> None:
        now = local_now()
        ledger = StoredLedger()
        table = Table("period", "notice", "by", "planned", "sent", "failed", "waiting", "late")
        for one in await ledger.figures(now, periods):
            counts = (one.planned, one.sent, one.failed, one.waiting, one.late)
            style = "red" if one.late else ""
            cells = (period(one.period), one.kind, one.channel, *(str(count) for count in counts))
            table.add_row(*cells, style=style)
        console.print(table)
        if late := await ledger.late(now):
            console.print(f"The last {len(late)} told late:" if len(late) > 1 else "Told late:")
            console.print(_entries(late))
        if announcements := await announced():
            console.print(_announcements(announcements))

    on_database(show)


@app.command()
def show(receipt: Annotated[str, typer.Argument(help="The invoice's number.")]) -> None:
    """Show when and how each notice of an invoice went out: the proof of the five days."""
    receipt = receipt.strip()

    async def look() -> None:
        now = local_now()
        entries = await StoredLedger().of_invoice(receipt, now)
        console.print(_entries(entries) if entries else f"No notice of {receipt} was planned.")

    on_database(look)


def announce(
    text: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, help="A text file; its first line is the title."
        ),
    ],
    to: Annotated[To, typer.Option(help="Whom it goes to.")] = To.ALL,
    accounts: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="With --to accounts: one account a line."),
    ] = None,
    by_email: Annotated[
        bool, typer.Option("--by-email", help="By mail too, not only where Telegram can't reach.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask before sending.")] = False,
) -> None:
    """Send a message to everybody, to the subscribers, or to who has certain accounts linked.

    Shows it and how many people it reaches, and asks before it is planned. The running bot
    delivers it after everything else that it owes. Sent again with the same words, it reaches
    only who was not told yet. Words between *asterisks* are bold.
    """
    title, _, body = _read(text).strip().partition("\n")
    title, body = one_line(title), body.strip()
    if not title or not body:
        _fail("The file needs a title in its first line and a text below it.")
    if len(title) + len(body) > texts.LONGEST:
        _fail(f"The text has {len(title) + len(body)} characters; {texts.LONGEST} are the most.")
    if (to is To.ACCOUNTS) != (accounts is not None):
        _fail("--to accounts and --accounts FILE go together.")
    lines = _read(accounts).splitlines() if accounts else []

    async def planning() -> None:
        now = local_now()
        people = await recipients(to, [line.strip() for line in lines if line.strip()])
        reached = sum(one.chat_id is not None for one in people)
        console.print(Panel(Text(f"{title}\n\n{body}"), title="Telegram"))
        console.print(
            f"{len(people)} people: {reached} by Telegram, "
            f"{len(people) if by_email else len(people) - reached} by mail."
        )
        if not people or not (yes or typer.confirm("Send it?")):
            console.print("Nothing was sent.")
            return
        with _bar() as bar:
            task = bar.add_task("people", total=len(people))
            planned = await plan_announcement(
                title,
                body,
                people,
                now,
                by_email=by_email,
                progress=lambda done: bar.update(task, completed=done),
            )
        console.print(f"{planned} messages were planned; the running bot delivers them.")

    try:
        on_database(planning)
    except UnknownAccounts as error:
        _fail(f"These accounts don't exist: {error}. Nothing was sent.")


def _read(path: Path) -> str:
    """A text as people's editors save it: UTF-8, or Windows' own two."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-16" if content.startswith(_UTF_16) else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(ord(sign) < 32 and sign not in "\t\n" for sign in text):
        _fail(f"{path} is no plain text: save it as text (UTF-8), not as a document.")
    return text


def _entries(entries: tuple[Entry, ...]) -> Table:
    table = Table("invoice", "account", "notice", "by", "due", "planned", "sent", "late")
    for one in entries:
        sent = one.reason or (moment(one.sent_at) if one.sent_at else "waits")
        table.add_row(
            *(one.receipt, one.account, one.kind, one.channel, day(one.due)),
            *(moment(one.planned_at), sent, "late" if one.late else ""),
        )
    return table


def _announcements(announcements: tuple[Announced, ...]) -> Table:
    table = Table("announcement", "since", "by", "planned", "sent", "failed", "waiting")
    for one in announcements:
        counts = (one.planned, one.sent, one.failed, one.waiting)
        cells = (Text(one.title), moment(one.begun_at), one.channel)
        table.add_row(*cells, *(str(count) for count in counts))
    return table


def _bar() -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeElapsedColumn(), console=console)


def _fail(message: str) -> NoReturn:
    Console(stderr=True, soft_wrap=True).print(message, style="red", markup=False, highlight=False)
    raise typer.Exit(1)
