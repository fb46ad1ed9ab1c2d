"""A small invented town to converse with: an office by hand, and a chat driven turn by turn."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from conversations.engine.inbound import ButtonPress, Inbound, TextMessage, Unsupported
from conversations.engine.replies import Answer, Control, Key, PageTurn, Reply
from conversations.engine.turn_planner import TurnPlanner
from conversations.engine.turn_result import TurnResult, finished
from domain import invoices
from domain.account_guard import Newcomer
from domain.accounts import Account
from domain.clock import ZONE
from domain.contact import Contact
from domain.dialogues import Dialogue
from domain.digital_invoice import Subscription
from domain.intents import IntentRecognizer, NoIntents
from domain.interest import Rate
from domain.invoice_detail import InvoiceDetail
from domain.invoices import Invoice, Period, Statement
from domain.linking import blocked_until
from domain.messages import Begin
from domain.notices import Wishes
from domain.outcomes import Outcome, Report, WrongPair
from domain.own_data import HeldData
from domain.people import User
from domain.plans import Instalment
from domain.vouchers import KnownVoucher

NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)  # a Tuesday
TODAY = NOON.date()
ANA = User(
    id=1,
    first_names="Ana",
    surnames="Paz",
    document="30111222",
    email="ana@example.org",
    username="ana.paz",
    phone="",
    confirmed=True,
)
HOME = Account("00100001", "Ana Paz", "30111222", "Sarmiento 100", "0012345678")
SHOP = Account("00100002", "Ana Paz", "30111222", "Rivadavia 222", "0099999999")


def invoice(
    receipt: str, due: date, amount: str = "1000.00", *, account: str = HOME.number
) -> Invoice:
    """An unpaid one."""
    issued = due - timedelta(days=20)
    period = Period(due.year, (due.month + 1) // 2)
    return Invoice(receipt, account, period, issued, due, Decimal(amount))


@dataclass
class FakeOffice:
    """`domain.office.Office` over what a test puts here."""

    logged_in: User | None = ANA
    pending: User | None = None
    taken: set[str] = field(default_factory=set)
    linked: list[Account] = field(default_factory=lambda: [HOME])
    pairs: dict[tuple[str, str], Account] = field(default_factory=dict)
    wrong_at: list[datetime] = field(default_factory=list)
    invoices: list[Invoice] = field(default_factory=list)
    table: list[Rate] = field(
        default_factory=lambda: [Rate(date(2026, 1, 1), Decimal("36.5"), Decimal(40))]
    )
    plan: list[Instalment] = field(default_factory=list)
    subscriptions: dict[str, Subscription] = field(default_factory=dict)
    details: dict[str, InvoiceDetail] = field(default_factory=dict)
    issued: list[KnownVoucher] = field(default_factory=list)
    newcomers_known: list[Newcomer] = field(default_factory=list)
    frozen_accounts: set[str] = field(default_factory=set)
    held: HeldData | None = None
    wishes: Wishes = field(default_factory=Wishes)
    voucher_limit: Decimal = Decimal("999999.99")
    contact: Contact = field(default_factory=Contact)

    async def user(self) -> User | None:
        return self.logged_in

    async def pending_user(self) -> User | None:
        return self.pending

    async def email_taken(self, email: str) -> bool:
        return email in self.taken

    async def username_taken(self, username: str) -> bool:
        return username in self.taken

    async def linked_accounts(self) -> tuple[Account, ...]:
        return tuple(self.linked) if self.logged_in else ()

    async def account_with(self, receipt: str, payment_code: str) -> Account | None:
        return self.pairs.get((receipt, payment_code))

    async def newcomers(self, account: str) -> tuple[Newcomer, ...]:
        return tuple(self.newcomers_known)

    async def frozen(self, account: str) -> bool:
        return account in self.frozen_accounts

    async def linking_blocked_until(self, now: datetime) -> datetime | None:
        return blocked_until(self.wrong_at, now)

    async def statement(self, account: str, today: date) -> Statement:
        mine = [one for one in self.invoices if one.account == account]
        return invoices.statement(account, mine, today)

    async def invoice_detail(self, account: str, receipt: str) -> InvoiceDetail | None:
        return self.details.get(receipt)

    async def vouchers(self, account: str) -> tuple[KnownVoucher, ...]:
        return tuple(one for one in self.issued if one.voucher.account == account)

    async def rates(self) -> tuple[Rate, ...]:
        return tuple(self.table)

    async def instalments(self, account: str) -> tuple[Instalment, ...]:
        return tuple(one for one in self.plan if one.account == account)

    async def notice_wishes(self) -> Wishes:
        return self.wishes

    async def own_subscription(self, account: str) -> Subscription | None:
        return self.subscriptions.get(account)

    async def subscription(self, account: str) -> Subscription | None:
        return self.subscriptions.get(account)

    async def held_data(self) -> HeldData | None:
        return self.held


@dataclass
class Chat:
    """A chat driven turn by turn: what was said last, and the deeds that were to be done.

    It records wrong pairs as the handlers do; `outcomes` holds the ends of conversations.
    """

    office: FakeOffice
    now: datetime = NOON
    recognizer: IntentRecognizer = field(default_factory=NoIntents)
    dialogue: Dialogue = field(default_factory=lambda: Dialogue(1))
    replies: tuple[Reply, ...] = ()
    toast: str = ""
    removes: bool = False
    outcomes: list[Outcome] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    _shown: list[tuple[int, Key]] = field(default_factory=list)
    _updates: int = 0

    async def say(self, text: str) -> str:
        """Write something; what the bot says to it."""
        return await self._take(TextMessage(text))

    async def send(self, kind: str) -> str:
        """Send something that is no text."""
        return await self._take(Unsupported(kind))

    async def press(self, label: str) -> str:
        """Press the newest button whose label contains this."""
        message, key = next(
            (message, key) for message, key in reversed(self._shown) if label in key.label
        )
        assert isinstance(key, Answer | PageTurn | Control | Begin)
        return await self._take(ButtonPress(key, message))

    async def press_old(self, key: Answer | PageTurn | Control | Begin, message: int = 0) -> str:
        """Press a button of a message from before."""
        return await self._take(ButtonPress(key, message))

    async def all(self, *texts: str) -> str:
        """Write one thing after another; what is said to the last one."""
        said = ""
        for text in texts:
            said = await self.say(text)
        return said

    @property
    def text(self) -> str:
        """What the bot said last."""
        return "\n\n".join(reply.html for reply in self.replies)

    @property
    def labels(self) -> list[str]:
        """The buttons under it."""
        return [key.label for reply in self.replies for row in reply.keyboard for key in row]

    @property
    def answers(self) -> dict[str, str]:
        """What the conversation under way holds."""
        return dict(self.dialogue.thread.answers) if self.dialogue.thread else {}

    async def _take(self, inbound: Inbound) -> str:
        self._updates += 1
        turn = TurnPlanner(self.office, self.now, self._updates, self.recognizer)
        step = await turn.take(self.dialogue, inbound)
        wrong = [report for report in step.reports if isinstance(report, WrongPair)]
        self.reports += step.reports
        if wrong:
            self.office.wrong_at += [self.now] * len(wrong)
            step = await turn.take(self.dialogue, inbound)
        self._keep(step)
        return self.text

    def _keep(self, step: TurnResult) -> None:
        self.dialogue, self.replies = step.dialogue, step.replies
        self.toast, self.removes = step.toast, step.removes
        if step.outcome:
            self.outcomes.append(step.outcome)
            self.dialogue = finished(self.dialogue)
        for reply in step.replies:
            self.dialogue = replace(self.dialogue, message_id=self._updates)
            self._shown += [(self._updates, key) for row in reply.keyboard for key in row]
