"""What vouchers' messages say each morning, over a simulated Telegram."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from bot.jobs.voucher_followup import VoucherJob
from bot.telegram.transport import AiohttpRequest
from domain.clock import ZONE
from domain.invoices import Period
from domain.messages import Note
from domain.sent_vouchers import SentVoucher
from domain.vouchers import Voucher, VoucherKind, VoucherLine
from handlers.delivery import Delivery
from handlers.owed_replies import OwedDocument
from handlers.printing import OwnDataOrder, PrintOrder
from handlers.raw_bot import RawBot
from handlers.voucher_followup import remind
from simulator.people.customer import Customer
from simulator.server import Simulator
from tests.outbox.memory_outbox import MemoryOutbox

MORNING = datetime(2026, 11, 24, 8, 30, tzinfo=ZONE)
LINE = VoucherLine("00012-00000001", date(2026, 10, 1), Decimal("1000.10"), Period(2026, 4), 56)
VOUCHER = Voucher(VoucherKind.OVERDUE_INVOICES, "0001", MORNING.date(), (LINE,))


@dataclass
class SentVouchersInMemory:
    messages: list[SentVoucher] = field(default_factory=list)
    told: list[int] = field(default_factory=list)

    async def sent(self, chat_id: int, number: int, message_id: int, now: datetime) -> None:
        one = len(self.messages) + 1
        self.messages.append(SentVoucher(one, number, VOUCHER, chat_id, message_id, paid=False))

    async def said_paid(self, chat_id: int, account: str, now: datetime) -> None:
        raise NotImplementedError

    async def to_remind(self, today: date) -> tuple[SentVoucher, ...]:
        return tuple(one for one in self.messages if one.voucher.pay_on == today)

    async def past(self, today: date, limit: int) -> tuple[SentVoucher, ...]:
        return tuple(
            one for one in self.messages if one.voucher.pay_on < today and one.id not in self.told
        )[:limit]

    async def told_past(self, sent_id: int, now: datetime) -> None:
        self.told.append(sent_id)


class Files:
    async def sent_document(self, key: str) -> str | None:
        return None

    async def remember_document(self, key: str, file_id: str) -> None:
        return None


class Printer:
    async def print(self, order: PrintOrder) -> bytes:
        return b"%PDF-1.7 an invented voucher"


@dataclass
class Town:
    simulator: Simulator
    customer: Customer
    delivery: Delivery
    vouchers: SentVouchersInMemory
    outbox: MemoryOutbox

    async def send_voucher(self, number: int = 7) -> None:
        """Send a document as a voucher is sent, and keep its message."""

        chat_id = self.customer.chat_id
        order = OwnDataOrder(chat_id, "pdf", MORNING)
        document = OwedDocument(f"voucher:{number}", "comprobante.pdf", "Vigente", None, order)
        message_id = await self.delivery.send(chat_id, document)
        assert message_id is not None
        await self.vouchers.sent(chat_id, number, message_id, MORNING)

    async def passes(self, now: datetime) -> None:
        await VoucherJob(self.vouchers, self.outbox, self.delivery, lambda: now).run_once()


@pytest.fixture
async def town() -> AsyncIterator[Town]:
    async with Simulator() as simulator, Customer(simulator.root, "Ana Paz") as customer:
        bot = RawBot(simulator.token, base_url=f"{simulator.root}/bot", request=AiohttpRequest())
        async with bot:
            await customer.ask(
                "POST", f"sim/chats/{customer.chat_id}/send", {"kind": "text", "text": "/start"}
            )
            delivery = Delivery(bot, Files(), Printer())
            yield Town(simulator, customer, delivery, SentVouchersInMemory(), MemoryOutbox())


async def test_a_voucher_is_reminded_of_once_on_its_morning(town: Town) -> None:
    await town.send_voucher()
    await town.passes(MORNING)
    await town.passes(MORNING + timedelta(hours=2))
    [row] = town.outbox.rows.values()
    assert isinstance(row.content, Note)
    assert row.chat_id == town.customer.chat_id
    assert "Hoy vence tu comprobante Nº 7" in row.content.html
    assert [[key.label for key in keys] for keys in row.content.buttons] == [["✅ Ya pagué"]]


@pytest.mark.parametrize("hour", [0, 7, 20, 23])
async def test_nobody_is_woken_or_told_too_late(hour: int) -> None:
    vouchers, outbox = SentVouchersInMemory(), MemoryOutbox()
    await vouchers.sent(1, 7, 10, MORNING)
    assert await remind(vouchers, outbox, MORNING.replace(hour=hour)) == 0
    assert await remind(vouchers, outbox, MORNING.replace(hour=8)) == 1


async def test_past_its_date_the_message_says_so_and_keeps_its_file(town: Town) -> None:
    await town.send_voucher()
    before = await town.customer.last()
    assert before.text == "Vigente"

    await town.passes(MORNING + timedelta(days=1))

    after = await town.customer.last()
    assert (after.id, after.file) == (before.id, before.file)
    assert after.text.startswith("⌛ VENCIDO · comprobante Nº 7")
    assert "24/11/2026" in after.text
    assert after.labels == ["🔄 Hacer otro comprobante", "✅ Ya pagué"]
    assert after.button("🔄 Hacer otro comprobante")["callback_data"] == (
        "b:overdue_voucher:account=0001"
    )


async def test_one_that_was_paid_thanks(town: Town) -> None:
    await town.send_voucher()
    [sent] = town.vouchers.messages
    town.vouchers.messages = [replace(sent, paid=True)]
    await town.passes(MORNING + timedelta(days=1))
    after = await town.customer.last()
    assert after.text.startswith("✅ PAGADO · comprobante Nº 7")
    assert after.labels == []


async def test_a_message_that_is_gone_is_let_go(town: Town) -> None:
    await town.vouchers.sent(town.customer.chat_id, 7, 999, MORNING)
    await town.passes(MORNING + timedelta(days=1))
    assert town.vouchers.told == [1]


async def test_a_chat_that_blocked_the_bot_is_let_go(town: Town) -> None:
    await town.send_voucher()
    await town.customer.block()
    await town.passes(MORNING + timedelta(days=1))
    assert town.vouchers.told == [1]


async def test_said_again_it_changes_nothing(town: Town) -> None:
    await town.send_voucher()
    await town.passes(MORNING + timedelta(days=1))
    before = await town.customer.last()
    town.vouchers.told.clear()
    await town.passes(MORNING + timedelta(days=1))
    assert await town.customer.last() == before
    assert town.vouchers.told == [1]
