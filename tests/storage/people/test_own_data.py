"""What is held of a person, and its erasure, on both engines."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from domain.claims import NewClaim
from domain.dialogues import Dialogue
from domain.messages import Mail, Note
from domain.subscriptions import Accepted
from domain.vouchers import Voucher, VoucherKind, VoucherLine
from storage import tables
from storage.claims import StoredClaims
from storage.desk import StoredDesk
from storage.dialogues import StoredDialogues
from storage.notices.subscriptions import StoredSubscriptions
from storage.outbox import StoredOutbox
from storage.people.own_data import StoredOwnData
from storage.people.recovery import StoredRecovery
from tests.contracts.dialogues import kept

VOUCHER = Voucher(
    VoucherKind.PLAN_INSTALMENT,
    "0001",
    date(2026, 11, 30),
    (VoucherLine("P/1", date(2026, 11, 30), Decimal("100.50")),),
)
MAIL = Mail("anapaz@example.com", "Factura digital", "Listo")


async def filled(world: Any) -> None:
    """Ana, logged in at chats 1 and 2, with some of everything; Beto at chat 3."""
    user = await world.user()
    await world.user(3, "beto")
    await tables.Chat.create(id=2, user_id=user)
    await world.account("0001")
    desk = StoredDesk()
    for chat in (1, 3):
        await desk.link_account(chat, "0001", world.now)
    await desk.issue_voucher(1, VOUCHER, world.now)
    await StoredSubscriptions().subscribe(
        1, Accepted("0001", "v1", True, True), MAIL, key="s", now=world.now
    )
    claim = NewClaim("other", "Una pregunta", "Ana Paz", "anapaz@example.com")
    await StoredClaims().open(1, claim, key="c1", now=world.now)
    closed = await StoredClaims().open(1, claim, key="c2", now=world.now)
    await StoredClaims().close(closed, world.now)
    await StoredRecovery().may_mail("anapaz@example.com", 1, key="m", now=world.now)
    await desk.remember_document("my_data:1:5:my_data", "file")
    await StoredOutbox().plan(Note("Hola"), key="n2", now=world.now, chat_id=2)
    await StoredOutbox().plan(Note("Hola"), key="n3", now=world.now, chat_id=3)
    await kept(StoredDialogues(), Dialogue(2, asking="text"))


async def test_all_that_is_held_is_told(world: Any) -> None:
    await filled(world)
    held = await world.office().held_data()
    assert held is not None
    assert held.user.email == "anapaz@example.com"
    assert (held.registered_at, held.confirmed_at) == (world.now, world.now)
    assert held.chats == (1, 2)
    assert [(one.number, linked) for one, linked in held.accounts] == [("0001", world.now)]
    assert [one.account for one in held.subscriptions] == ["0001"]
    assert [(one.account, one.total) for one in held.vouchers] == [("0001", Decimal("100.50"))]
    assert [one.text for one in held.claims] == ["Una pregunta", "Una pregunta"]
    assert held.messages_sent == 4  # the confirmation, its note, the subscription's mail, the note
    assert await world.office(9).held_data() is None


async def test_what_somebody_else_did_at_the_same_chat_is_not_told(world: Any) -> None:
    await filled(world)
    await world.account("0002")
    others = replace(VOUCHER, account="0002")
    await StoredDesk().issue_voucher(1, others, world.now)
    held = await world.office().held_data()
    assert held is not None
    assert [one.account for one in held.vouchers] == ["0001"]


async def test_erased_nothing_names_the_person_and_what_the_law_keeps_stays(world: Any) -> None:
    await filled(world)
    assert await StoredOwnData().erase(1, world.now)
    assert not await StoredOwnData().erase(1, world.now), "there is nobody left"

    for chat in (1, 2):
        assert await world.office(chat).user() is None
    assert await world.office(3).user() is not None
    assert [user.username for user in await tables.User.all()] == ["beto"]
    assert [row.id for row in await tables.Chat.all()] == [3]
    assert await tables.LinkedAccount.all().count() == 1
    assert await tables.AskedMail.all().count() == 0
    assert await tables.Document.all().count() == 0
    assert await tables.Dialogue.filter(chat_id=2).count() == 0
    left = await StoredOutbox().claim(50, world.now)
    assert {one.chat_id for one in left} <= {3, None}
    assert not any("anapaz" in str(one.content) for one in left)

    [ledger] = await tables.Subscription.all()
    assert (ledger.user_id, ledger.terms_version) == (None, "v1")
    assert ledger.suspended_on == world.now.date()
    [voucher] = await tables.Voucher.all()
    assert voucher.chat_id == 0
    still_open, closed = await tables.Claim.all().order_by("number")
    assert (still_open.reach, closed.reach, closed.name) == ("anapaz@example.com", "", "")
    assert {still_open.chat_id, closed.chat_id} == {0}


async def test_an_answer_to_an_erased_persons_claim_goes_to_no_chat(world: Any) -> None:
    await filled(world)
    await StoredOwnData().erase(1, world.now)
    await StoredOutbox().claim(50, world.now)
    [open_one] = await StoredClaims().all()
    assert await StoredClaims().answer(open_one.number, "Listo", Note("Listo"), None, world.now)
    assert await StoredOutbox().claim(50, world.now) == ()


async def test_the_address_is_free_for_a_new_user(world: Any) -> None:
    await filled(world)
    await StoredOwnData().erase(1, world.now)
    assert not await world.office().email_taken("anapaz@example.com")
    assert not await world.office().username_taken("anapaz")
