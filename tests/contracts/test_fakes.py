"""What tests of other packages put in the database's place does as the database does."""

import pytest

from domain.access import LIFETIME, NewLink, Purpose
from domain.messages import Note
from domain.outbox import Outbox
from domain.people import User
from tests.contracts.access import NOW, AccessContract, Town
from tests.contracts.outbox import OutboxContract
from tests.outbox.memory_outbox import MemoryOutbox
from tests.web.doorway import MemoryAccess


class TestMemoryOutbox(OutboxContract):
    @pytest.fixture
    def outbox(self) -> Outbox:
        return MemoryOutbox()


class MemoryTown:
    def __init__(self) -> None:
        self.access = MemoryAccess()

    async def user(self, username: str) -> int:
        number = len(self.access.users) + 1
        self.access.users[number] = User(
            number, "Ana", "Paz", "30111222", f"{username}@example.com", username, "", False
        )
        return number

    async def link(
        self, purpose: Purpose, token_hash: str, chat_id: int, user_id: int | None
    ) -> None:
        link = NewLink(purpose, token_hash, chat_id, NOW + LIFETIME[purpose], user_id)
        self.access.links[token_hash] = link

    async def logged_in(self, chat_id: int) -> int | None:
        return self.access.chats.get(chat_id)

    async def notes(self, chat_id: int) -> list[Note]:
        return [note for chat, note in self.access.notes if chat == chat_id]


class TestMemoryAccess(AccessContract):
    @pytest.fixture
    def town(self) -> Town:
        return MemoryTown()
