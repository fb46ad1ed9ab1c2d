"""Looks whether everything the office needs is there and works, and says what to mend."""

import asyncio
from collections.abc import Awaitable, Callable
from decimal import Decimal

import aiosmtplib
from rich.console import Console
from telegram import Bot
from telegram.error import TelegramError

from bot.clock import local_now
from bot.settings import Settings
from bot.transport import AiohttpRequest
from documents.press import Press
from domain.accounts import Account
from domain.collection_codes import LayoutError
from domain.interest import RateUnknown, rate_for
from domain.networks import LAYOUTS, Networks, load_networks
from domain.vouchers import IssuedVoucher, Voucher, VoucherKind, VoucherLine, payment_days
from outbox.mail_server import MailServer
from outbox.returned import MailboxAway, ReturnedMailbox
from storage.database import DRIVER_ERRORS, DatabaseUnreachable, open_database, unusable
from storage.figures import DataFigures, data_figures
from storage.upgrades import check_tables
from web.links import Links

Findings = list[tuple[bool, str]]
PATIENCE = 15.0


async def examine(settings: Settings) -> bool:
    """Print a line for each thing looked at; returns whether all is well."""
    console = Console(soft_wrap=True, highlight=False)
    checks: tuple[Callable[[Settings], Awaitable[Findings]], ...] = (
        _addresses,
        _database,
        _telegram,
        _mail,
        _returned_mail,
        _documents,
    )
    well = True
    for check in checks:
        for fine, text in await check(settings):
            console.print("[green]ok[/]" if fine else "[red]no[/]", end=" ")
            console.print(text, markup=False)
            well = well and fine
    return well


async def _addresses(settings: Settings) -> Findings:
    try:
        secure = Links(settings.public_url).secure
    except ValueError as error:
        return [(False, f"OFICINA_PUBLIC_URL: {error}")]
    if secure or settings.sample:
        return [(True, f"the pages' address is {settings.public_url}")]
    return [(False, "OFICINA_PUBLIC_URL begins with http://: passwords would travel in the clear")]


async def _database(settings: Settings) -> Findings:
    url = settings.database_url.get_secret_value()
    try:
        async with open_database(url):
            await check_tables(url)
            figures = await data_figures()
    except DatabaseUnreachable as error:
        return [(False, str(error))]
    except DRIVER_ERRORS as error:
        return [(False, str(unusable(url, error)))]
    return [
        (True, f"{figures.accounts} accounts, {figures.invoices} invoices, {figures.users} users"),
        (figures.accounts > 0, "the accounts and invoices are loaded (oficina import)"),
        _rates(figures),
    ]


def _rates(figures: DataFigures) -> tuple[bool, str]:
    days = payment_days(local_now().date())
    try:
        rates = [rate_for(figures.rates, day) for day in (days[0], days[-1])]
    except RateUnknown:
        return False, "interest can't be calculated: load the table of rates (oficina import tasas)"
    return True, f"the yearly rate for payments today is {rates[0].yearly} %"


async def _telegram(settings: Settings) -> Findings:
    bot = Bot(
        settings.telegram_token.get_secret_value(),
        base_url=f"{settings.telegram_api}/bot",
        request=AiohttpRequest(),
    )
    try:
        async with bot:
            return [(True, f"Telegram knows the bot as @{bot.username}")]
    except TelegramError as error:
        return [(False, f"Telegram at {settings.telegram_api}: {error.message}")]


async def _mail(settings: Settings) -> Findings:
    try:
        server = MailServer.of(settings.smtp_url.get_secret_value())
        client = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            use_tls=server.tls,
            start_tls=server.start_tls,
            username=server.username or None,
            password=server.password or None,
            timeout=PATIENCE,
        )
        async with client:
            await client.noop()
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        return [(False, f"the mail server: {error}")]
    return [(True, f"the mail server at {server.host}:{server.port} answers")]


async def _returned_mail(settings: Settings) -> Findings:
    url = settings.returned_mail_url.get_secret_value()
    if not url:
        return [(True, "OFICINA_RETURNED_MAIL_URL is not set: mails that come back are not read")]
    try:
        await ReturnedMailbox(url).unread()
    except MailboxAway as error:
        return [(False, f"the mailbox of returned mails: {error}")]
    return [(True, "the mailbox of returned mails can be read")]


async def _documents(settings: Settings) -> Findings:
    """Make a voucher by the layouts in use."""
    try:
        networks = load_networks(settings.layouts or LAYOUTS)
    except LayoutError as error:
        return [(False, str(error))]
    found: Findings = [(True, f"a voucher carries up to $ {networks.limit}")]
    if settings.layouts is None and not settings.sample:
        found.append((False, "OFICINA_LAYOUTS is not set: the networks won't take the vouchers"))
    try:
        async with asyncio.timeout(4 * PATIENCE), Press(sample=True) as press:
            pdf = await press.voucher(_voucher(networks), Account("1", "Prueba", "", "", "123"))
    except Exception as error:
        return [*found, (False, f"no PDF can be made: {error}")]
    return [*found, (pdf.startswith(b"%PDF"), "PDFs can be made")]


def _voucher(networks: Networks) -> IssuedVoucher:
    today = local_now().date()
    line = VoucherLine("00000-00000000", today, Decimal("1.00"))
    return networks.issue(1, Voucher(VoucherKind.PLAN_INSTALMENT, "1", today, (line,)), today)
