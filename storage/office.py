"""What one chat may read: `domain.office.Office` over the tables.

An office is for one turn. What it has read it remembers, for a script is run again over the same
reads. So after a deed, or a report that counts (a wrong pair of codes), another one must be asked.
"""

from collections.abc import Awaitable, Callable, Hashable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar, cast

from tortoise.expressions import Q

from domain import accounts, people, plans
from domain.account_guard import Newcomer
from domain.clock import Clock
from domain.contact import Contact
from domain.digital_invoice import Subscription
from domain.interest import Rate
from domain.invoice_detail import InvoiceDetail
from domain.invoices import Statement, statement
from domain.linking import REST, blocked_until
from domain.notices import Wishes
from domain.office import ChatView, NotLinked
from domain.own_data import HeldData
from domain.vouchers import DAYS_TO_SHOW, KnownVoucher
from storage import tables
from storage.accounts.guard import newcomers
from storage.billing.invoice_details import invoice_detail
from storage.billing.statements import all_rates, instalments_of, invoices_of, vouchers_of
from storage.chat_view import chat_view
from storage.engine.database import run
from storage.engine.moments import read_moment, stored
from storage.notices.subscriptions import subscriptions_of
from storage.people.own_data import held_data
from storage.people.users import folded, holds_its_names, pending_user

T = TypeVar("T")

_ACCOUNT_WITH = """
    SELECT a.number, a.holder, a.document, a.address, a.payment_code, w.at AS wrong_at
    FROM invoices i JOIN accounts a ON a.number = i.account_id
    LEFT JOIN wrong_pairs w ON w.account_id = a.number AND w.at > ?
    WHERE i.receipt = ? AND a.payment_code = ?
"""
_WRONG_PAIRS = "SELECT at FROM wrong_pairs WHERE chat_id = ? AND at > ?"
_FROZEN = """
    SELECT 1 FROM linked_accounts
    WHERE user_id = ? AND account_id = ? AND frozen_at IS NOT NULL
"""


class StoredOffice:
    """The office as a chat sees it, for one turn.

    Args:
        chat_id: The chat.
        voucher_limit: The largest total in pesos that both networks' layouts can carry.
        clock: Tells the present moment.
        contact: Where people can be sent to, besides the manual's telephones.
        view: What is known of the chat, where that was read already.
    """

    def __init__(
        self,
        chat_id: int,
        *,
        voucher_limit: Decimal,
        clock: Clock,
        contact: Contact | None = None,
        view: ChatView | None = None,
    ) -> None:
        self._chat_id = chat_id
        self._voucher_limit = voucher_limit
        self._clock = clock
        self._contact = contact or Contact()
        self._view = view
        self._read: dict[Hashable, Any] = {}

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
        return (await self._chat()).user

    async def pending_user(self) -> people.User | None:
        """The user this chat registered and who hasn't confirmed the e-mail yet."""
        return await self._once("pending user", lambda: pending_user(self._chat_id))

    async def email_taken(self, email: str) -> bool:
        """Whether a user has the address; this chat's own unconfirmed one doesn't count."""
        return await self._taken("email_key", folded(email)[: tables.EMAIL])

    async def username_taken(self, username: str) -> bool:
        """Whether a user has the name; this chat's own unconfirmed one doesn't count."""
        return await self._taken("username_key", folded(username)[: tables.USERNAME])

    async def linked_accounts(self) -> tuple[accounts.Account, ...]:
        """The user's accounts, the last used first; none while nobody is logged in."""
        return (await self._chat()).accounts

    async def account_with(self, receipt: str, payment_code: str) -> accounts.Account | None:
        """The account that has both an invoice of that number and that payment code.

        Both are normalised (domain.codes). A missing pair and a wrong one can't be told apart; nor
        can a right pair, while the account rests after five wrong pairs against its receipts
        within an hour, whichever chats tried them: a guesser gains nothing by changing chats.
        """
        return await self._once(
            ("account", receipt, payment_code), lambda: self._account_with(receipt, payment_code)
        )

    async def newcomers(self, account: str) -> tuple[Newcomer, ...]:
        """Those who linked one of the user's accounts after the user, and may be objected to."""
        return await self._once(("newcomers", account), lambda: newcomers(self._chat_id, account))

    async def frozen(self, account: str) -> bool:
        """Whether the user's link to the account is frozen, because somebody objected."""
        user = await self.user()
        if user is None:
            return False
        return bool(await self._once(("frozen", account), lambda: run(_FROZEN, [user.id, account])))

    async def linking_blocked_until(self, now: datetime) -> datetime | None:
        """Until when this chat may not try codes, after five wrong pairs within an hour."""
        rows = await self._once(
            ("wrong pairs", now),
            lambda: run(_WRONG_PAIRS, [self._chat_id, stored(now - 2 * REST)]),
        )
        return blocked_until(_moments(row["at"] for row in rows), now)

    async def statement(self, account: str, today: date) -> Statement:
        """The invoices of one of the user's accounts, newest first.

        Raises:
            NotLinked: it is none of the user's.
        """
        await self._require_linked(account)
        found = await self._once(("invoices", account), lambda: invoices_of(account))
        return statement(account, found, today)

    async def invoice_detail(self, account: str, receipt: str) -> InvoiceDetail | None:
        """What an invoice of one of the user's accounts prints besides its amount.

        None if the account has no such invoice.

        Raises:
            NotLinked: the account is none of the user's.
        """
        await self._require_linked(account)
        return await self._once(("detail", receipt), lambda: invoice_detail(account, receipt))

    async def vouchers(self, account: str) -> tuple[KnownVoucher, ...]:
        """The vouchers issued for one of the user's accounts with a payment date of late.

        Raises:
            NotLinked: it is none of the user's.
        """
        await self._require_linked(account)
        since = self._clock().date() - timedelta(days=DAYS_TO_SHOW)
        return await self._once(("vouchers", account, since), lambda: vouchers_of(account, since))

    async def rates(self) -> tuple[Rate, ...]:
        """The table `tasas`."""
        return await self._once("rates", all_rates)

    async def instalments(self, account: str) -> tuple[plans.Instalment, ...]:
        """All instalments of all plans of one of the user's accounts, in order.

        Raises:
            NotLinked: it is none of the user's.
        """
        await self._require_linked(account)
        return await self._once(("instalments", account), lambda: instalments_of(account))

    async def notice_wishes(self) -> Wishes:
        """Which notices the chat wants."""
        return (await self._chat()).wishes

    async def own_subscription(self, account: str) -> Subscription | None:
        """The active subscription of the account, if it is the user's own.

        Raises:
            NotLinked: it is none of the user's.
        """
        own = (one for one in await self._subscriptions(account) if one.active and one.mine)
        return next(own, None)

    async def subscription(self, account: str) -> Subscription | None:
        """The account's last subscription to the digital invoice, active or suspended.

        Raises:
            NotLinked: it is none of the user's.
        """
        return next(iter(await self._subscriptions(account)), None)

    async def held_data(self) -> HeldData | None:
        """All that is held of the user; None while nobody is logged in."""
        return await self._once("held data", lambda: held_data(self._chat_id))

    async def _once(self, what: Hashable, read: Callable[[], Awaitable[T]]) -> T:
        """What the statement tells, run the first time that it is asked for."""
        if what not in self._read:
            self._read[what] = await read()
        return cast(T, self._read[what])

    async def _chat(self) -> ChatView:
        if self._view is None:
            self._view = await chat_view(self._chat_id)
        return self._view

    async def _account_with(self, receipt: str, payment_code: str) -> accounts.Account | None:
        now = self._clock()
        rows = await run(_ACCOUNT_WITH, [stored(now - 2 * REST), receipt, payment_code])
        if not rows or blocked_until(_moments(row.pop("wrong_at") for row in rows), now):
            return None
        return accounts.Account(**rows[0])

    async def _subscriptions(self, account: str) -> tuple[Subscription, ...]:
        """The account's, the newest first; those of all the user's accounts are read together."""
        await self._require_linked(account)
        user = await self.user()
        assert user is not None  # who has accounts
        found = await self._once("subscriptions", lambda: subscriptions_of(user.id))
        return found.get(account, ())

    async def _taken(self, column: str, name: str) -> bool:
        own = Q(registered_chat=self._chat_id, confirmed_at__isnull=True)
        others = tables.User.filter(Q(**{column: name}), holds_its_names(self._clock()), ~own)
        return await self._once((column, name), others.exists)

    async def _require_linked(self, account: str) -> None:
        if account not in {linked.number for linked in await self.linked_accounts()}:
            raise NotLinked(account)


def _moments(values: Iterable[Any]) -> list[datetime]:
    """Those of them that there are."""
    return [moment for value in values if (moment := read_moment(value)) is not None]
