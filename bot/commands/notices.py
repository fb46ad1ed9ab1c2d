"""`oficina notices`: planning what is owed, with figures, and the proof of what went out."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.clock import local_now
from bot.commands import terminal
from bot.commands.database_access import shown_database, with_database
from bot.commands.private_files import write_private
from bot.jobs.notice_planning import plan_due_notices
from bot.monitoring.alert_messages import AlertMessages
from bot.settings import DatabaseSettings
from domain.announcements import Announced
from domain.codes import NotACode, receipt_number
from domain.notice_proof import NoticeProof, Outcome
from domain.notices import Entry, Figures
from storage.notices.announcements import announced
from storage.notices.ledger import StoredLedger
from storage.notices.proof import proof_of
from texts.commands import failures
from texts.commands import notices as texts
from texts.common.formats import day, exact_moment, moment, period
from texts.staff import notice_proof as proof_texts

app = typer.Typer(help=texts.HELP, no_args_is_help=True)


@app.command(help=texts.SEND_HELP)
def send(
    dry_run: Annotated[bool, typer.Option("--dry-run", help=texts.DRY_RUN_HELP)] = False,
) -> None:
    """Plan now what is owed; safe to repeat, and the running bot delivers it."""
    settings = DatabaseSettings.read()

    async def planning() -> None:
        now = local_now()
        with terminal.progress_bar() as bar:
            task = bar.add_task(texts.SUBSCRIPTIONS, total=None)
            planned = await plan_due_notices(
                now,
                AlertMessages.of(settings),
                dry_run=dry_run,
                progress=lambda done, all_: bar.update(task, completed=done, total=all_),
            )
        terminal.say(texts.planned(planned, dry_run=dry_run))
        if planned.late:
            terminal.say(texts.late(planned.late), style="red")

    with_database(planning)


@app.command(help=texts.STATUS_HELP)
def status(
    periods: Annotated[int, typer.Option(min=1, help=texts.PERIODS_HELP)] = 6,
    json: terminal.Json = False,
) -> None:
    """Show how many notices were planned, sent, given up, late or wait; announcements too."""

    async def look() -> tuple[tuple[Figures, ...], tuple[Entry, ...], tuple[Announced, ...]]:
        now, ledger = local_now(), StoredLedger()
        return await ledger.figures(now, periods), await ledger.late(now), await announced()

    figures, late, announcements = with_database(look)
    if json:
        terminal.show_json(texts.status_data(figures, late, announcements))
        return
    if not figures:
        terminal.say(texts.NOTHING_YET)
    else:
        rows = [(*_about(one), *map(str, _counts(one)), str(one.late)) for one in figures]
        red = [number for number, one in enumerate(figures) if one.late]
        terminal.show_table(texts.FIGURES_COLUMNS, rows, red=red)
    if late:
        terminal.say(texts.told_late(len(late)))
        terminal.show_table(texts.LATE_COLUMNS, [_entry(one) for one in late])
    if announcements:
        terminal.show_table(texts.ANNOUNCEMENTS_COLUMNS, [_announced(one) for one in announcements])


@app.command(help=texts.SHOW_HELP)
def show(
    receipt: Annotated[str, typer.Argument(metavar=texts.RECEIPT_METAVAR, help=texts.RECEIPT_HELP)],
    pdf: Annotated[Path | None, typer.Option(dir_okay=False, help=texts.PDF_HELP)] = None,
    csv: Annotated[Path | None, typer.Option(dir_okay=False, help=texts.CSV_HELP)] = None,
    json: terminal.Json = False,
) -> None:
    """Show when and how each notice of an invoice went out, and what was answered."""
    try:
        number = receipt_number(receipt)
    except NotACode:
        terminal.fail(proof_texts.not_a_receipt(receipt))
    proof = with_database(lambda: proof_of(number))
    if proof is None:
        terminal.fail(proof_texts.unknown_receipt(number, shown_database()))
    if pdf or csv:
        _save(proof, pdf, csv)
    if json:
        from bot.commands.notice_proof import as_json

        terminal.show_json(as_json(proof))
    elif not (pdf or csv):
        _tell(proof)


def _save(proof: NoticeProof, pdf: Path | None, csv: Path | None) -> None:
    """Write the files asked for."""
    from bot.commands import notice_proof as files

    if csv:
        _write(csv, files.as_csv(proof))
    if pdf:
        sample = DatabaseSettings.read().sample
        _write(pdf, asyncio.run(files.as_pdf(proof, local_now(), sample=sample)))


def _write(path: Path, content: bytes) -> None:
    """Write a file, and name it on the standard error: the output may be JSON for a program."""
    try:
        write_private(path, content)
    except OSError as error:
        terminal.fail(texts.not_saved(path, failures.system(error)))
    terminal.note(texts.saved(path))


def _tell(proof: NoticeProof) -> None:
    terminal.show_values(proof_texts.summary(proof))
    if not proof.notices:
        for sentence in proof_texts.without_notices(proof):
            terminal.say(sentence)
        return
    rows = [
        (
            f"{proof_texts.KINDS[one.kind]}, por {proof_texts.BY[one.channel]}",
            proof_texts.person_on_screen(one.person),
            proof_texts.address(one),
            exact_moment(one.planned_at),
            exact_moment(one.handed_at) if one.handed_at else "",
            exact_moment(one.answered_at) if one.answered_at else "",
            " · ".join(filter(None, (proof_texts.outcome(one), proof_texts.in_time(one)))),
            "\n".join(f"{name}: {value}" for name, value in proof_texts.evidence(one)),
        )
        for one in proof.notices
    ]
    red = [
        number
        for number, one in enumerate(proof.notices)
        if one.outcome in (Outcome.RETURNED, Outcome.FAILED) or one.in_time is False
    ]
    terminal.show_table(texts.PROOF_COLUMNS, rows, red=red)
    terminal.say(proof_texts.ZONE)


def _about(one: Figures) -> tuple[str, str, str]:
    return period(one.period), texts.KINDS[one.kind], texts.CHANNELS[one.channel]


def _counts(one: Figures | Announced) -> tuple[int, int, int, int]:
    return one.planned, one.sent, one.failed, one.waiting


def _entry(one: Entry) -> tuple[str, ...]:
    sent = proof_texts.reason(one.reason) or (moment(one.sent_at) if one.sent_at else texts.WAITS)
    about = (one.receipt, one.account, texts.KINDS[one.kind], texts.CHANNELS[one.channel])
    return (*about, day(one.due), moment(one.planned_at), sent)


def _announced(one: Announced) -> tuple[str, ...]:
    counts = map(str, _counts(one))
    return (one.title, moment(one.begun_at), texts.CHANNELS[one.channel], *counts)
