"""The command line `oficina`: each command reads its settings, does one thing, says how it went.

What takes a second to be imported is imported by the commands that need it: the staff's do not.
"""

import asyncio
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from bot import claims, faq_commands, importing, link_commands, notice_commands
from bot.settings import DatabaseSettings, Settings, SettingsIncomplete
from domain.collection_codes import LayoutError
from domain.contact import ContactFileWrong
from storage import database
from storage.database import DatabaseUnreachable
from storage.imports import KINDS, UnknownKind
from web.passwords import Passwords

app = typer.Typer(
    name="oficina",
    help="The virtual office of Aguas de Catamarca S.A.P.E.M., as a Telegram bot.\n\n"
    "Settings are read from the environment (OFICINA_…) and from the file .env; "
    ".env.example explains each. To try it out without any: [bold]oficina demo[/bold].",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode="rich",
)
db = typer.Typer(help="The database's tables.", no_args_is_help=True)
app.add_typer(db, name="db")
app.add_typer(faq_commands.app, name="faq")
app.add_typer(notice_commands.app, name="notices")
app.command()(notice_commands.announce)
app.add_typer(claims.app, name="claims")
app.add_typer(link_commands.app, name="links")
STAFF_SHORTEST = 12
errors = Console(stderr=True, soft_wrap=True)


def main() -> None:
    """Run the command line; what stands in the way is told in a sentence, without a trace."""
    try:
        app()
    except (
        SettingsIncomplete, DatabaseUnreachable, LayoutError, ContactFileWrong, UnknownKind
    ) as error:  # fmt: skip
        errors.print(str(error), style="red", markup=False, highlight=False)
        sys.exit(1)


@app.command()
def run(
    webhook: Annotated[
        bool,
        typer.Option(
            "--webhook",
            help="Have Telegram post updates to OFICINA_PUBLIC_URL, for several replicas on one "
            "PostgreSQL database; without it they are fetched by long polling.",
        ),
    ] = False,
) -> None:
    """Run the bot and the web pages, until SIGTERM or Ctrl-C.

    Needs OFICINA_TELEGRAM_TOKEN, OFICINA_PUBLIC_URL, OFICINA_SMTP_URL and OFICINA_MAIL_FROM.
    The database's tables are brought up to date first.
    """
    from telegram.error import InvalidToken, NetworkError

    from bot import logs, running, sentry

    settings = Settings.read()
    logs.configure(settings.log_format, settings.log_level)
    try:
        with sentry.reporting(settings.sentry_dsn.get_secret_value()):
            asyncio.run(running.run(settings, webhook=webhook))
    except InvalidToken:
        _fail("Telegram doesn't know the token in OFICINA_TELEGRAM_TOKEN.")
    except NetworkError as error:
        _fail(f"Telegram can't be reached at {settings.telegram_api}: {error.message}")
    except OSError as error:
        _fail(f"The pages can't be served at {settings.web_host}:{settings.web_port}: {error}")


@app.command()
def demo(
    script: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="Play this conversation instead of serving the web chat, print the transcript.",
        ),
    ] = None,
    output: Annotated[
        Path, typer.Option(help="Where a script's PDFs are saved.", file_okay=False)
    ] = Path("demo-output"),
    port: Annotated[int, typer.Option(help="The web chat's port; another if it is taken.")] = 8081,
    seed: Annotated[int, typer.Option(help="The seed of the invented data.")] = 1,
) -> None:
    """Try the office on invented data, with a simulated Telegram and mailbox.

    Opens a web chat on this machine and prints its address and codes to link accounts with.
    No data are kept when it ends.

    A script is a text file, a line for each thing done in the chat:

    - any text is written by the customer ("/start", "Ana", "25/11/2026")
    - [Label] presses the button with that label, or the first that contains it
    - @mail PASSWORD opens the link of the newest mail and sets that password
    - @page USER PASSWORD opens the page of the newest link in the chat and logs in there
    - @contact, @sticker, @photo, @voice send one of those
    - # begins a comment
    - {comprobante1} {codigo1} (and 2, …) stand for the sample's codes
    """
    from bot import demo as demonstration

    try:
        asyncio.run(demonstration.demo(script, output, port=port, seed=seed))
    except demonstration.ScriptFailed as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"The web chat can't be served: {error}")


@app.command(name="import")
def import_(
    kind: Annotated[str, typer.Argument(help=f"What the file holds: {', '.join(KINDS)}.")],
    file: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, help="A CSV file or an Excel workbook (.xlsx)."
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check everything, load nothing.")
    ] = False,
    report: Annotated[
        Path | None,
        typer.Option(help="Where refused lines are listed; FILE.rechazos.csv if left out."),
    ] = None,
    complete: Annotated[
        bool,
        typer.Option(
            "--completo",
            help="pagos: the file has all payments of each invoice that it names; those it doesn't "
            "have are taken back.",
        ),
    ] = False,
    sheet: Annotated[
        str,
        typer.Option("--hoja", help="The workbook's sheet; the one with the columns if left out."),
    ] = "",
) -> None:
    """Load the utility's data from a file: all of it, or nothing if a line is refused.

    Columns: cuentas (cuenta, titular, documento, domicilio, codigo_pago_electronico), facturas
    (comprobante, cuenta, periodo, emision, vencimiento, importe), pagos (comprobante, fecha,
    importe, medio), tasas (desde, tasa_anual, tasa_pasiva_bna), cuotas (plan, cuenta, cuota,
    vencimiento, importe, pagada_el). Further columns and kinds are explained in docs/datos.md.

    Dates are 2026-11-24 or 24/11/2026, amounts 12345.67 or 12.345,67. The separator (, or ;) and
    the encoding (UTF-8 or Latin-1) are found out. Loading the same file again changes nothing.
    """
    settings = DatabaseSettings.read()
    loaded = asyncio.run(
        importing.load(
            settings, kind, file, dry_run=dry_run, report=report, complete=complete, sheet=sheet
        )
    )
    if not loaded:
        raise typer.Exit(1)


@app.command()
def sample(
    folder: Annotated[Path, typer.Argument(help="Where the CSV files are written.")],
    seed: Annotated[int, typer.Option(help="The same seed makes the same data.")] = 1,
    accounts: Annotated[int, typer.Option(min=50, help="How many accounts.")] = 60,
) -> None:
    """Write CSV files of invented accounts, invoices, payments, plans and rates."""
    importing.write_sample(folder, seed=seed, accounts=accounts)
    print(f"Invented data were written to {folder}")


@app.command("staff-password")
def staff_password() -> None:
    """Make the setting that opens the staff's page, from a password typed twice.

    Prints the line OFICINA_STAFF_PASSWORD_HASH=… to be put into .env; the password is kept nowhere.
    """
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    if len(password) < STAFF_SHORTEST:
        _fail(f"A password for the staff's page has {STAFF_SHORTEST} characters or more.")
    hashed = asyncio.run(Passwords().hash(password))
    print(f"OFICINA_STAFF_PASSWORD_HASH='{hashed}'")


@db.command()
def upgrade() -> None:
    """Bring the tables up to date; does nothing when they are."""
    asyncio.run(database.upgrade(DatabaseSettings.read().database_url.get_secret_value()))
    print("The tables are up to date.")


@app.command()
def doctor() -> None:
    """Check settings, database, data, Telegram, mail and PDFs; says what to mend."""
    from bot import doctor as examination

    settings = Settings.read()
    if not asyncio.run(examination.examine(settings)):
        raise typer.Exit(1)


def _fail(message: str) -> NoReturn:
    errors.print(message, style="red", markup=False, highlight=False)
    raise typer.Exit(1)
