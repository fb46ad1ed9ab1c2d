"""The command line `oficina`: each command reads its settings, does one thing, says how it went.

Its words are Spanish and stand in `texts/commands`. What takes a second to be imported is imported
by the commands that need it: the staff's do not.
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from bot.commands import alerts, backup, claims, db, faq, importing, links, mails, notices, terminal
from bot.commands.announce import announce
from bot.commands.spanish import speak_spanish
from bot.commands.staff_password import ask_for_password
from bot.settings import DatabaseSettings, Settings, SettingsIncomplete
from domain.collection_codes import LayoutError
from domain.contact import ContactFileWrong
from storage.backup.snapshots import BackupError
from storage.engine.database import DatabaseUnreachable
from storage.engine.program_version import PROGRAM_VERSION
from storage.imports import KINDS, UnknownKind
from texts.commands import announce as announce_texts
from texts.commands import backup as backup_texts
from texts.commands import failures
from texts.commands import office as texts
from texts.staff import database as database_texts

speak_spanish()
app = typer.Typer(
    name="oficina",
    help=texts.HELP,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="rich",
)
app.add_typer(db.app, name="db")
app.add_typer(faq.app, name="faq")
app.add_typer(notices.app, name="notices")
app.command(help=announce_texts.HELP)(announce)
app.add_typer(claims.app, name="claims")
app.add_typer(alerts.app, name="alerts")
app.add_typer(mails.app, name="mails")
app.add_typer(links.app, name="links")
app.command(help=backup_texts.BACKUP_HELP)(backup.backup)
app.command(help=backup_texts.RESTORE_HELP)(backup.restore)
app.command("backup-key", help=backup_texts.KEY_HELP)(backup.backup_key)
db.app.command("copy", help=backup_texts.COPY_HELP)(backup.copy)
db.app.command("compact", help=backup_texts.COMPACT_HELP)(backup.compact)


def main() -> None:
    """Run the command line; what stands in the way is told in a sentence, without a trace.

    What it writes (database, backups, reports, caches) is for its owner only.
    """
    os.umask(0o077)
    _leave_closed_folder()
    try:
        app()
    except (SettingsIncomplete, DatabaseUnreachable, UnknownKind, BackupError) as error:
        terminal.complain(str(error))
    except LayoutError as error:
        terminal.complain(failures.layout(error))
    except ContactFileWrong as error:
        terminal.complain(failures.contact(error))
    else:
        return
    sys.exit(1)


def _leave_closed_folder() -> None:
    """Work in / where the current folder is gone, or another user's own (`sudo -u` at home).

    No process can be started from there, nor any file be read.
    """
    try:
        os.chdir(Path.cwd())
    except OSError:
        os.chdir("/")


def _say_version(wanted: bool) -> None:
    if wanted:
        terminal.say(database_texts.program(PROGRAM_VERSION))
        raise typer.Exit


@app.callback()
def _options(
    _: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_say_version,
            is_eager=True,
            help=database_texts.VERSION_HELP,
        ),
    ] = False,
) -> None: ...


@app.command(help=texts.RUN_HELP)
def run(
    webhook: Annotated[bool, typer.Option("--webhook", help=texts.WEBHOOK_HELP)] = False,
) -> None:
    """Run the bot and the web pages, until SIGTERM or Ctrl-C."""
    from telegram.error import InvalidToken

    from bot import run
    from bot.event_loop import run_to_end
    from bot.monitoring import logs, sentry

    settings = Settings.read()
    logs.configure(settings.log_format, settings.log_level)
    try:
        with sentry.reporting(settings.sentry_dsn.get_secret_value()):
            run_to_end(run.run(settings, webhook=webhook))
    except InvalidToken:
        terminal.fail(texts.TELEGRAM_REFUSES)
    except OSError as error:
        why = failures.system(error)
        terminal.fail(texts.pages_away(settings.web_host, settings.web_port, why))


@app.command(help=texts.DEMO_HELP)
def demo(
    script: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, metavar=texts.FILE, help=texts.SCRIPT_HELP),
    ] = None,
    output: Annotated[
        Path, typer.Option(file_okay=False, metavar=texts.FOLDER, help=texts.OUTPUT_HELP)
    ] = Path("demo-output"),
    port: Annotated[int, typer.Option(metavar=texts.NUMBER, help=texts.PORT_HELP)] = 8081,
    seed: Annotated[int, typer.Option(metavar=texts.NUMBER, help=texts.SEED_HELP)] = 1,
) -> None:
    """Try the office on invented data, with a simulated Telegram and mailbox."""
    from bot.demo import demo as demonstration

    try:
        asyncio.run(demonstration.demo(script, output, port=port, seed=seed))
    except demonstration.ScriptFailed as error:
        terminal.fail(str(error))
    except OSError as error:
        terminal.fail(texts.chat_away(failures.system(error)))


@app.command(name="import", help=texts.IMPORT_HELP)
def import_(
    kind: Annotated[
        str,
        typer.Argument(metavar=texts.KIND, help=texts.import_kind_help(", ".join(KINDS))),
    ],
    file: Annotated[
        Path,
        typer.Argument(exists=True, dir_okay=False, metavar=texts.FILE, help=texts.CSV_HELP),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=texts.DRY_RUN_HELP)] = False,
    report: Annotated[Path | None, typer.Option(metavar=texts.FILE, help=texts.REPORT_HELP)] = None,
    complete: Annotated[bool, typer.Option("--completo", help=texts.COMPLETE_HELP)] = False,
    sheet: Annotated[str, typer.Option("--hoja", help=texts.SHEET_HELP)] = "",
    json: terminal.Json = False,
) -> None:
    """Load the utility's data from a file: all of it, or nothing if a line is refused."""
    settings = DatabaseSettings.read()
    loaded = asyncio.run(
        importing.load(
            settings,
            kind,
            file,
            dry_run=dry_run,
            report=report,
            complete=complete,
            sheet=sheet,
            json=json,
        )
    )
    if not loaded:
        raise typer.Exit(1)


@app.command(help=texts.SAMPLE_HELP)
def sample(
    folder: Annotated[Path, typer.Argument(metavar=texts.FOLDER, help=texts.SAMPLE_FOLDER_HELP)],
    seed: Annotated[int, typer.Option(metavar=texts.NUMBER, help=texts.SAMPLE_SEED_HELP)] = 1,
    accounts: Annotated[
        int, typer.Option(min=50, metavar=texts.NUMBER, help=texts.SAMPLE_ACCOUNTS_HELP)
    ] = 60,
) -> None:
    """Write CSV files of invented accounts, invoices, payments, plans and rates."""
    importing.write_sample(folder, seed=seed, accounts=accounts)
    terminal.say(texts.sample_written(folder))


@app.command("staff-password", help=texts.STAFF_HELP)
def staff_password() -> None:
    """Make the setting that opens the staff's page, from a password typed twice."""
    from web.passwords import Passwords

    hashed = asyncio.run(Passwords().hash(ask_for_password()))
    terminal.say(f"OFICINA_STAFF_PASSWORD_HASH='{hashed}'")


@app.command(help=texts.DOCTOR_HELP)
def doctor(json: terminal.Json = False) -> None:
    """Look at everything; ends with 1 where something must be mended."""
    from bot.doctor import report

    async def look() -> None:
        # A check that hangs keeps threads and connections that nobody should wait for.
        report.leave(0 if await report.report(as_json=json) else 1)

    asyncio.run(look())
