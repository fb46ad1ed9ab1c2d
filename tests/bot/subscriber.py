"""A database with one invented subscriber by mail, who has an invoice nobody told her of."""

from datetime import date, datetime

from domain.clock import ZONE
from storage import tables

EMAIL = "ana@example.com"
RECEIPT = "00012-00345678"
CHAT = 77


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


async def add_subscriber(due: date, *, chat: bool = False) -> None:
    """Write her into the open database; with `chat`, she is logged in there."""
    await tables.Account.create(
        number="1", holder="Ana", document="1", address="Calle 1", payment_code="1"
    )
    user = await tables.User.create(
        first_names="Ana", surnames="Paz", document="30111222", email=EMAIL, email_key=EMAIL,
        username="ana", username_key="ana", registered_at=at(1, 9), confirmed_at=at(1, 9),
    )  # fmt: skip
    await tables.Subscription.create(
        account_id="1", user_id=user.id, accepted_at=at(1, 9), terms_version="1",
        by_email=True, by_telegram=False,
    )  # fmt: skip
    await tables.Invoice.create(
        receipt=RECEIPT, account_id="1", year=2026, bimester=5, part=0, parts=0,
        issued=at(20, 9).date(), due=due, amount=100,
    )  # fmt: skip
    if chat:
        await tables.Chat.create(id=CHAT, user_id=user.id)
