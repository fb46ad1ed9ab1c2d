"""An open, up-to-date database of each engine, and what is put into it by hand."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from domain.access import NewLink, Purpose
from domain.clock import ZONE
from domain.messages import Mail, Note, Open
from domain.office import ChatView
from domain.outcomes import NewUser
from storage import tables
from storage.desk import StoredDesk
from storage.engine.database import open_database
from storage.office import StoredOffice
from storage.people.access import StoredAccess

NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)


@pytest.fixture
async def database(upgraded_database_url: str) -> AsyncIterator[str]:
    """A database with its tables, open; its address."""
    async with open_database(upgraded_database_url):
        yield upgraded_database_url


@pytest.fixture
async def postgres_database(upgraded_postgres_url: str) -> AsyncIterator[str]:
    """A database of PostgreSQL with its tables, open; its address."""
    async with open_database(upgraded_postgres_url):
        yield upgraded_postgres_url


class World:
    """A small town: its accounts and invoices, and people who register and log in."""

    now = NOON

    def office(self, chat_id: int = 1, view: ChatView | None = None) -> StoredOffice:
        """What a chat sees for a turn, now."""
        limit = Decimal("999999.99")
        return StoredOffice(chat_id, voucher_limit=limit, clock=lambda: self.now, view=view)

    async def account(self, number: str, payment_code: str = "0012345678") -> None:
        await tables.Account.create(
            number=number,
            holder="Ana Paz (ejemplo)",
            document="30111222",
            address="Sarmiento 100 (ejemplo)",
            payment_code=payment_code,
        )

    async def invoice(
        self, receipt: str, account: str, amount: str = "1000.10", due: date = date(2026, 10, 1)
    ) -> None:
        await tables.Invoice.create(
            receipt=receipt,
            account_id=account,
            year=2026,
            bimester=4,
            part=1,
            parts=2,
            issued=date(2026, 9, 1),
            due=due,
            amount=Decimal(amount),
        )

    async def pay(self, receipt: str, on: date, amount: str) -> None:
        await tables.Payment.create(
            invoice_id=receipt, paid_on=on, amount=Decimal(amount), means="Rapipago", operation=""
        )

    async def user(self, chat_id: int = 1, username: str = "anapaz") -> int:
        """Register and confirm a person, who is then logged in at the chat."""
        new_user = NewUser("Ana", "Paz", "30111222", f"{username}@example.com", username)
        token = f"token of {username}"
        link = NewLink(Purpose.CONFIRM, token, chat_id, self.now.replace(year=2027))
        mail = Mail(new_user.email, "Confirmá", "Hola", Open("Confirmar", "https://example.com"))
        await StoredDesk().register(
            chat_id, new_user, link, mail, key=f"register {username}", now=self.now
        )
        user = await StoredAccess().set_password(token, "a hash", Note("Listo"), self.now)
        assert user is not None
        return user.id


@pytest.fixture
def world(database: str) -> World:
    return World()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Databases take their time: with hundreds of tests it comes to minutes."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
