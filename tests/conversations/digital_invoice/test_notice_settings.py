"""Transcripts of a chat's notice settings."""

from domain.notices import Wishes
from domain.outcomes import SetNotices
from tests.conversations.town import Chat, FakeOffice


async def test_a_chat_asks_to_be_reminded(chat: Chat) -> None:
    shown = await chat.say("/avisos")
    assert "▫️ Recordatorio" in shown
    await chat.press("🔔 Recordarme los vencimientos")
    assert chat.outcomes == [SetNotices(Wishes(reminders=True))]


async def test_each_wish_is_changed_alone(chat: Chat, office: FakeOffice) -> None:
    office.wishes = Wishes(reminders=True, payments=True)
    shown = await chat.say("/avisos")
    assert "solo de 8 a 21" in shown
    await chat.press("🔕 No avisarme de los pagos")
    assert chat.outcomes == [SetNotices(Wishes(reminders=True))]


async def test_a_turn_repeated_after_the_deed_changes_nothing_back(
    chat: Chat, office: FakeOffice
) -> None:
    await chat.say("/avisos")
    office.wishes = Wishes(at_night=True)  # what the first time has done
    await chat.press("🌙 Avisarme también de noche")
    assert chat.outcomes == [SetNotices(Wishes(at_night=True))]
