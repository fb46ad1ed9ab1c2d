"""What follows where a chat or an address can't be reached."""

from dataclasses import dataclass

from domain.clock import Clock
from domain.messages import Mail
from domain.office import Desk
from domain.outbox import Owed
from domain.subscriptions import Subscriptions
from storage import announcements, notices
from texts.digital_invoice import address_refused


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Told by the sender, and by the mailbox of returned mails, of each item. Safe to repeat."""

    desk: Desk
    subscriptions: Subscriptions
    clock: Clock

    async def chat_blocked(self, item: Owed) -> None:
        """The chat is told nothing more until it writes again; what it must know goes by mail."""
        if item.chat_id is not None:
            await self.desk.mark_blocked(item.chat_id, True, self.clock())
        await notices.fall_back_to_mail(item.key, self.clock())
        await announcements.fall_back_to_mail(item.key, self.clock())

    async def address_refused(self, item: Owed) -> None:
        """The digital invoice by mail ends (term 7), and its owner is told in their chats."""
        if isinstance(item.content, Mail):
            address, told = item.content.to, address_refused()
            await self.subscriptions.address_refused(address, told, key=item.key, now=self.clock())
