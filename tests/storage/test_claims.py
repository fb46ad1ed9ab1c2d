"""The register of claims, on both engines."""

from dataclasses import replace
from typing import Any

from domain.claims import NewClaim
from domain.messages import Mail, Note
from storage.claims import StoredClaims
from storage.outbox import StoredOutbox

CLAIM = NewClaim("other", "No me llega la boleta", "Ana Paz", "383 412-3456")
NOTE, MAIL = Note("Respuesta"), Mail("anapaz@example.com", "Respuesta", "Hola")


def receipt(number: int) -> Mail:
    return Mail("anapaz@example.com", f"Reclamo {number}", "Hola")


async def test_a_claim_has_one_number_however_often_it_is_left(world: Any) -> None:
    claims = StoredClaims()
    number = await claims.open(7, CLAIM, key="c1", now=world.now, mail=receipt)
    assert await claims.open(7, CLAIM, key="c1", now=world.now, mail=receipt) == number
    assert await claims.open(7, CLAIM, key="c2", now=world.now) > number
    assert [one.content for one in await StoredOutbox().claim(9, world.now)] == [receipt(number)]
    kept = await claims.one(number)
    assert kept is not None
    assert (kept.text, kept.name, kept.reach, kept.opened_at) == (
        CLAIM.text,
        CLAIM.name,
        CLAIM.reach,
        world.now,
    )


async def test_what_no_database_keeps_is_left_out(world: Any) -> None:
    claims = StoredClaims()
    number = await claims.open(7, replace(CLAIM, text="a\0b"), key="c", now=world.now)
    kept = await claims.one(number)
    assert kept is not None
    assert kept.text == "ab"


async def test_an_answer_reaches_the_chat_once(world: Any) -> None:
    claims = StoredClaims()
    number = await claims.open(7, CLAIM, key="c", now=world.now)
    for _ in range(2):
        assert await claims.answer(number, "Ya está", NOTE, MAIL, world.now)
    owed = await StoredOutbox().claim(9, world.now)
    assert [(one.chat_id, one.content) for one in owed] == [(7, NOTE), (None, MAIL)]
    kept = await claims.one(number)
    assert kept is not None
    assert (kept.answer, kept.answered_at) == ("Ya está", world.now)
    assert not await claims.answer(999, "Ya está", NOTE, None, world.now)


async def test_open_ones_are_listed_until_they_are_closed(world: Any) -> None:
    claims = StoredClaims()
    first = await claims.open(7, CLAIM, key="c1", now=world.now)
    second = await claims.open(8, CLAIM, key="c2", now=world.now)
    assert await claims.close(first, world.now)
    assert not await claims.close(first, world.now)
    assert [one.number for one in await claims.all()] == [second]
    assert [one.number for one in await claims.all(closed=True)] == [first, second]
    assert await claims.one(999) is None


async def test_the_users_e_mail_is_known(world: Any) -> None:
    await world.user()
    claims = StoredClaims()
    mine = await claims.open(1, CLAIM, key="c1", now=world.now)
    nobodys = await claims.open(9, CLAIM, key="c2", now=world.now)
    assert await claims.email(mine) == "anapaz@example.com"
    assert await claims.email(nobodys) == ""
    assert await claims.email(999) == ""
