"""What one chat may read: `domain.office.Office` over the tables."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from tortoise.expressions import Q

from domain import accounts, invoices, people, plans
from domain.account_guard import Newcomer
from domain.clock import Clock
from domain.contact import Contact
from domain.digital_invoice import Subscription
from domain.interest import Rate
from domain.invoice_detail import InvoiceDetail
from domain.invoices import Period, Statement, statement
from domain.linking import REST, blocked_until
from domain.money import ZERO
from domain.notices import Wishes
from domain.office import NotLinked
from domain.own_data import HeldData
from domain.vouchers import DAYS_TO_SHOW, KnownVoucher
from storage import tables
from storage.accounts.guard import newcomers
from storage.billing.invoice_details import invoice_detail
from storage.engine.codec import read_voucher
from storage.engine.database import run
from storage.notices.subscriptions import subscription_value
from storage.people.own_data import held_data
from storage.people.users import folded, holds_its_names, user_of, user_value

# From the chat on, by the keys: asked as a filter of accounts, it scans the whole table on SQLite.
LINKED = """
    SELECT a.number, a.holder, a.document, a.address, a.payment_code
    FROM chats c
    JOIN users u ON u.id = c.user_id AND u.confirmed_at IS NOT NULL
    JOIN linked_accounts l ON l.user_id = u.id AND l.frozen_at IS NULL
    JOIN accounts a ON a.number = l.account_id
    WHERE c.id = ? ORDER BY l.last_used_at DESC, a.number
"""


class StoredOffice:
    """The office as a chat sees it.

    Args:
        chat_id: The chat.
        voucher_limit: The largest total in pesos that both networks' layouts can carry.
        clock: Tells the present moment.
        contact: Where people can be sent to, besides the manual's telephones.
    """

    def __init__(
        self,
        chat_id: int,
        *,
        voucher_limit: Decimal,
        clock: Clock,
        contact: Contact | None = None,
    ) -> None:
        self._chat_id = chat_id
        self._voucher_limit = voucher_limit
        self._clock = clock
        self._contact = contact or Contact()

    @property
    def voucher_limit(self) -> Decimal:
        """The largest total in pesos that both networks' layouts can carry."""
        return self._voucher_limit

    @property
    def contact(self) -> Contact:
        """Where people can be sent to."""
        return self._contact

    async def user(self) -> people.User | None:
        """The user logged in at this chat."""
        row = await user_of(self._chat_id)
        return None if row is None else user_value(row)

    async def pending_user(self) -> people.User | None:
        """The user this chat registered and who hasn't confirmed the e-mail yet."""
        row = await tables.User.filter(
            registered_chat=self._chat_id, confirmed_at__isnull=True, replaces_id__isnull=True
        ).first()
        return None if row is None else user_value(row)

    async def email_taken(self, email: str) -> bool:
        """Whether a user has the address; this chat's own unconfirmed one doesn't count."""
        return await self._taken(Q(email_key=folded(email)[: tables.EMAIL]))

    async def username_taken(self, username: str) -> bool:
        """Whether a user has the name; this chat's own unconfirmed one doesn't count."""
        return await self._taken(Q(username_key=folded(username)[: tables.USERNAME]))

    async def linked_accounts(self) -> tuple[accounts.Account, ...]:
        """The user's accounts, the last used first; none while nobody is logged in."""
        return tuple(accounts.Account(**row) for row in await run(LINKED, [self._chat_id]))

    async def account_with(self, receipt: str, payment_code: str) -> accounts.Account | None:
        """The account that has both an invoice of that number and that payment code.

        Both are normalised (domain.codes). A missing pair and a wrong one can't be told apart; nor
        can a right pair, while the account rests after five wrong pairs against its receipts
        within an hour, whichever chats tried them: a guesser gains nothing by changing chats.
        """
        invoice = await tables.Invoice.filter(receipt=receipt).select_related("account").first()
        row = invoice.account if invoice else None
        if row is None or row.payment_code != payment_code:
            return None
        if await self._rests_until(Q(account_id=row.number), self._clock()):
            return None
        return account_value(row)

    async def newcomers(self, account: str) -> tuple[Newcomer, ...]:
        """Those who linked one of the user's accounts after the user, and may be objected to."""
        return await newcomers(self._chat_id, account)

    async def frozen(self, account: str) -> bool:
        """Whether the user's link to the account is frozen, because somebody objected."""
        return await tables.LinkedAccount.filter(
            user__chats__id=self._chat_id, account_id=account, frozen_at__isnull=False
        ).exists()

    async def linking_blocked_until(self, now: datetime) -> datetime | None:
        """Until when this chat may not try codes, after five wrong pairs within an hour."""
        return await self._rests_until(Q(chat_id=self._chat_id), now)

    async def statement(self, account: str, today: date) -> Statement:
        """The invoices of one of the user's accounts, newest first.

        Raises:
            NotLinked: it is none of the user's.
        """
        await self._require_linked(account)
        rows = await tables.Invoice.filter(account_id=account)
        payments = await tables.Payment.filter(invoice__account_id=account).order_by(
            "paid_on", "id"
        )
        paid = defaultdict(list)
        for payment in payments:
            paid[payment.invoice_id].append(payment)
        return statement(account, (invoice_value(row, paid[row.receipt]) for row in rows), today)

    async def invoice_detail(self, account: str, receipt: str) -> InvoiceDetail | None:
        """What an invoice of one of the user's accounts prints besides its amount.

        None if the account has no such invoice.

        Raises:
            NotLinked: the account is none of the user's.
        """
        await self._require_linked(account)
        for row in await tables.Invoice.filter(account_id=account):
            if row.receipt == receipt:
                return await invoice_detail(row)
        return None

    async def vouchers(self, account: str) -> tuple[KnownVoucher, ...]:
        """The vouchers issued for one of the user's accounts with a payment date of late.

        Raises:
            NotLinked: it is none of the user's.
        """
        await self._require_linked(account)
        since = self._clock().date() - timedelta(days=DAYS_TO_SHOW)
        rows = await tables.Voucher.filter(account_id=account, pay_on__gte=since).order_by("number")
        return tuple(known_voucher(row) for row in rows)

    async def rates(self) -> tuple[Rate, ...]:
        """The table `tasas`."""
        rows = await tables.Rate.all().order_by("since")
        return tuple(Rate(row.since, row.yearly, row.bna_passive) for row in rows)

    async def instalments(self, account: str) -> tuple[plans.Instalment, ...]:
        """All instalments of all plans of one of the user's accounts, in order.

        Raises:
            NotLinked: it is none of the user's.
        """
        await self._require_linked(account)
        rows = await tables.Instalment.filter(account_id=account).order_by("plan", "number")
        return tuple(
            plans.Instalment(row.plan, row.account_id, row.number, row.due, row.amount, row.paid_on)
            for row in rows
        )

    async def notice_wishes(self) -> Wishes:
        """Which notices the chat wants."""
        row = await tables.Chat.get_or_none(id=self._chat_id)
        return (
            Wishes(row.wants_reminders, row.wants_payments, row.at_night_too) if row else Wishes()
        )

    async def own_subscription(self, account: str) -> Subscription | None:
        """The active subscription of the account, if it is the user's own.

        Raises:
            NotLinked: it is none of the user's.
        """
        await self._require_linked(account)
        user = await user_of(self._chat_id)
        row = await tables.Subscription.filter(
            account_id=account, user_id=user.id if user else None, suspended_on__isnull=True
        ).first()
        return None if row is None or user is None else subscription_value(row, user.id)

    async def subscription(self, account: str) -> Subscription | None:
        """The account's last subscription to the digital invoice, active or suspended.

        Raises:
            NotLinked: it is none of the user's.
        """
        await self._require_linked(account)
        user = await user_of(self._chat_id)
        row = await tables.Subscription.filter(account_id=account).order_by("-id").first()
        return None if row is None else subscription_value(row, user.id if user else None)

    async def held_data(self) -> HeldData | None:
        """All that is held of the user; None while nobody is logged in."""
        return await held_data(self._chat_id)

    async def _taken(self, name: Q) -> bool:
        own = Q(registered_chat=self._chat_id, confirmed_at__isnull=True)
        return await tables.User.filter(name, holds_its_names(self._clock()), ~own).exists()

    async def _rests_until(self, whose: Q, now: datetime) -> datetime | None:
        pairs = await tables.WrongPair.filter(whose, at__gt=now - 2 * REST)
        return blocked_until([pair.at for pair in pairs], now)

    async def _require_linked(self, account: str) -> None:
        if account not in {linked.number for linked in await self.linked_accounts()}:
            raise NotLinked(account)


def known_voucher(row: tables.Voucher) -> KnownVoucher:
    """A voucher's row as the domain's value."""
    return KnownVoucher(row.number, read_voucher(row.content), row.issued_at.date())


def account_value(row: tables.Account) -> accounts.Account:
    """An account's row as the domain's value."""
    return accounts.Account(row.number, row.holder, row.document, row.address, row.payment_code)


def invoice_value(row: tables.Invoice, payments: Sequence[tables.Payment]) -> invoices.Invoice:
    """An invoice's row and its payments, in the order they were made, as the domain's value."""
    paid, paid_on = _settled(row.amount, (one for one in payments if one.reversed_on is None))
    return invoices.Invoice(
        receipt=row.receipt,
        account=row.account_id,
        period=Period(row.year, row.bimester, row.part, row.parts),
        issued=row.issued,
        due=row.due,
        amount=row.amount,
        paid=paid,
        paid_on=paid_on,
        payments=tuple(
            invoices.Payment(one.paid_on, one.amount, one.means, one.reversed_on)
            for one in payments
        ),
    )


def _settled(amount: Decimal, payments: Iterable[tables.Payment]) -> tuple[Decimal, date | None]:
    """What was paid in all, and the day on which that covered the whole amount."""
    paid, paid_on = ZERO, None
    for payment in payments:
        paid += payment.amount
        if paid_on is None and paid >= amount:
            paid_on = payment.paid_on
    return paid, paid_on
