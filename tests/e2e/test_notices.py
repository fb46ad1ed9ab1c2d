"""Notices of new invoices, from the plan to the chat, the invoice's PDF and the mailbox."""

from datetime import datetime

from domain.clock import ZONE
from simulator.people.customer import Customer
from storage import tables
from storage.engine.database import open_database
from storage.notices.planning import plan_notices
from storage.sample import Codes
from tests.e2e.whole_office import WholeOffice, email


async def subscribe(office: WholeOffice, codes: Codes, *, by_email: bool) -> None:
    """The account's person subscribed long ago by Telegram, and wants notices at any hour."""
    async with open_database(office.database_url):
        linked = await tables.LinkedAccount.get(account_id=codes.account)
        await tables.Subscription.create(
            account_id=codes.account,
            user_id=linked.user_id,
            accepted_at=datetime(2020, 1, 1, tzinfo=ZONE),
            terms_version="1",
            by_email=by_email,
            by_telegram=True,
        )
        await tables.Chat.all().update(at_night_too=True)


async def plan(office: WholeOffice) -> int:
    async with open_database(office.database_url):
        return (await plan_notices(datetime.now(ZONE))).new_invoices


async def told(ana: Customer) -> int:
    """How many new invoices the chat was told of."""
    return sum("llegó tu factura digital" in one.text for one in await ana.messages())


async def test_a_subscriber_is_told_once_and_opens_the_invoice_with_a_press(
    office: WholeOffice,
) -> None:
    codes = office.sample.up_to_date
    ana = await office.linked(codes)
    await subscribe(office, codes, by_email=False)
    planned = await plan(office)
    assert planned
    notice = await ana.wait_for("llegó tu factura digital")
    assert await plan(office) == 0
    [kept] = await office.rows(
        "SELECT chat_id, carrier, message_id, handed_at FROM outbox WHERE message_id = ?",
        str(notice.id),
    )
    assert (kept["chat_id"], kept["carrier"]) == (ana.chat_id, "@oficina_virtual_bot")
    assert kept["handed_at"] is not None
    assert notice.labels == ["📄 Ver la factura", "📋 Ver qué debo", "💵 Cómo pagar"]
    while await told(ana) < planned:
        await ana.wait_for("llegó tu factura digital")
    await ana.press("📄 Ver la factura", await ana.wait_for("llegó tu factura digital"))
    copy = await ana.wait_for("actura")
    while copy.file is None:
        copy = await ana.last()
    assert (await ana.document_bytes(copy)).startswith(b"%PDF")
    assert await told(ana) == planned


async def test_how_to_pay_and_what_is_owed_are_one_press_away(office: WholeOffice) -> None:
    codes = office.sample.up_to_date
    ana = await office.linked(codes)
    await subscribe(office, codes, by_email=False)
    await plan(office)
    notice = await ana.wait_for("llegó tu factura digital")
    [pay] = await ana.press("💵 Cómo pagar", notice)
    assert "Rapipago" in pay.text or "pag" in pay.text
    owed = await ana.press("📋 Ver qué debo", notice)
    assert any(codes.account in one.text for one in owed)


async def test_who_blocked_the_bot_gets_a_mail(office: WholeOffice) -> None:
    codes = office.sample.up_to_date
    ana = await office.linked(codes)
    await subscribe(office, codes, by_email=False)
    seen = max(office.simulator.mailbox.mails)
    office.simulator.api.faults.configure({"blocked_share": 1.0})  # and no update tells of it
    await plan(office)
    mail = await office.simulator.mailbox.wait(email(ana), seen, 60)
    assert mail is not None
    assert "Tu factura de agua" in mail.subject
    assert await told(ana) == 0
