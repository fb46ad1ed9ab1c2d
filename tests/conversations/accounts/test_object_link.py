"""Transcripts of the guard: objecting to who linked one's account."""

from datetime import timedelta

from domain.account_guard import Newcomer
from domain.outcomes import ObjectLink
from tests.conversations.town import HOME, NOON, SHOP, Chat, FakeOffice
from texts.accounts.object_link import claim, somebody_linked, told_newcomer

FIRST = Newcomer(7, NOON - timedelta(days=1))
SECOND = Newcomer(8, NOON)


async def test_one_press_where_one_person_came(chat: Chat, office: FakeOffice) -> None:
    office.newcomers_known = [FIRST]
    office.linked = [SHOP, HOME]
    [[button]] = somebody_linked(HOME).note.buttons
    await chat.press_old(button)  # type: ignore[arg-type]
    assert chat.outcomes == [ObjectLink(HOME, FIRST)]


async def test_of_several_one_is_chosen_by_its_moment(chat: Chat, office: FakeOffice) -> None:
    office.newcomers_known = [FIRST, SECOND]
    assert "2 personas vincularon esta cuenta" in await chat.say("/objetar")
    assert "Tocá en la lista" in await chat.say("el vecino")
    await chat.press("23/11/2026 a las 12:00")
    assert chat.outcomes == [ObjectLink(HOME, FIRST)]


async def test_nobody_came(chat: Chat, office: FakeOffice) -> None:
    assert "No hay ninguna vinculación nueva" in await chat.say("/objetar")
    assert chat.outcomes == []


async def test_who_was_objected_to_cannot_link_again(chat: Chat, office: FakeOffice) -> None:
    office.linked = []
    office.pairs = {("00012-00000001", "123"): HOME}
    office.frozen_accounts = {HOME.number}
    told = await chat.all("/vincular", "12-1", "123")
    assert "está en pausa hasta que nuestra gente la revise" in told
    assert chat.outcomes == []


def test_nobody_is_told_a_name() -> None:
    alerts = (somebody_linked(HOME), told_newcomer(HOME, 3))
    for told in (text for alert in alerts for text in (alert.note.html, alert.mail.text)):
        assert "Ana" not in told
        assert "Paz" not in told


def test_the_staff_learn_who_objects_and_how_to_decide(office: FakeOffice) -> None:
    assert office.logged_in is not None
    left = claim(office.logged_in, HOME, FIRST)
    assert left.name == "Ana Paz"
    assert left.reach == "ana@example.org"
    assert "oficina links keep 7" in left.text
