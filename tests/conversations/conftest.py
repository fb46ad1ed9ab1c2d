"""A fake office and a chat with it, for transcripts of conversations."""

import pytest

from tests.conversations.town import Chat, FakeOffice


@pytest.fixture
def office() -> FakeOffice:
    """Ana is logged in, with one account linked and nothing owed."""
    return FakeOffice()


@pytest.fixture
def chat(office: FakeOffice) -> Chat:
    """Ana's chat at noon of Tuesday 24/11/2026."""
    return Chat(office)
