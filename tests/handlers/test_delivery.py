"""What can't be sent one way is sent another: pages, pictures, files."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime

import pytest

from bot.telegram.transport import AiohttpRequest
from domain.clock import ZONE
from domain.sending import Result, Sent
from handlers.delivery import PICTURES, Delivery, Undelivered
from handlers.owed_replies import OwedDeletion, OwedDocument, OwedEdit, OwedReply, OwedText
from handlers.printing import OwnDataOrder, PrintOrder
from handlers.raw_bot import RawBot
from handlers.send_failures import Failure
from simulator import Customer, Simulator
from tests.handlers.town import fails, unanswered

pytestmark = pytest.mark.slow

ORDER = OwnDataOrder(7, "pdf", datetime(2026, 11, 24, tzinfo=ZONE))
DOCUMENT = OwedDocument("voucher:7", "comprobante «7».pdf", "<b>Vigente</b>", None, ORDER)
PICTURE = next(PICTURES.glob("*.png")).name
PICTURED = OwedText("¿Cuál es el <b>Comp. Nº</b>?", None, PICTURE)
BUTTONS = {"inline_keyboard": [[{"text": "Sí", "callback_data": "a:sure:sí"}]]}


@dataclass
class Office:
    """The bot's voice in Ana's chat, what it remembers of files, and what it printed."""

    simulator: Simulator
    ana: Customer
    bot: RawBot
    files: dict[str, str] = field(default_factory=dict)
    printed: list[PrintOrder] = field(default_factory=list)
    content: bytes | None = b"%PDF-1.7 invented"
    tried: list[tuple[Sent, Result]] = field(default_factory=list)
    spoke: int = 0

    def __post_init__(self) -> None:
        self.delivery = Delivery(self.bot, self, self, self._speak, self._try)

    async def sent_document(self, key: str) -> str | None:
        return self.files.get(key)

    async def remember_document(self, key: str, file_id: str) -> None:
        self.files[key] = file_id

    async def print(self, order: PrintOrder) -> bytes | None:
        self.printed.append(order)
        if self.content == b"":
            raise OSError("no ink")
        return self.content

    async def send(self, reply: OwedReply) -> int | None:
        try:
            return await self.delivery.send(self.ana.chat_id, reply)
        finally:
            await self.delivery.drain()

    async def fails(self, reply: OwedReply) -> Failure:
        with pytest.raises(Undelivered) as caught:
            await self.send(reply)
        return caught.value.failure.kind

    def goes_wrong(self, *script: object, **faults: object) -> None:
        self.simulator.api.faults.configure({"script": list(script), **faults})

    def _speak(self) -> None:
        self.spoke += 1

    def _try(self, sent: Sent, result: Result, seconds: float) -> None:
        self.tried.append((sent, result))


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with (
        Simulator() as simulator,
        Customer(simulator.root, "Ana Pérez") as ana,
        RawBot(
            simulator.token,
            base_url=f"{simulator.root}/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(),
        ) as bot,
    ):
        yield Office(simulator, ana, bot)


async def test_a_text_has_its_form_and_its_buttons(office: Office) -> None:
    number = await office.send(OwedText("Hola <b>Ana</b>", BUTTONS))
    last = await office.ana.last()
    assert (last.id, last.text, last.labels) == (number, "Hola Ana", ["Sí"])
    assert "<b>" in last.html
    assert office.tried == [(Sent.ANSWER, Result.SENT)]
    assert office.spoke == 1, "broadcasts make room for it"


class TestPages:
    async def page(self, office: Office) -> int:
        number = await office.send(OwedText("Página 1", BUTTONS))
        assert number is not None
        return number

    async def test_another_page_takes_the_place_of_the_one_before(self, office: Office) -> None:
        number = await self.page(office)
        assert await office.send(OwedEdit(number, "Página 2", BUTTONS)) == number
        assert [one.text for one in await office.ana.messages()] == ["Página 2"]

    async def test_the_same_page_again_is_as_wanted(self, office: Office) -> None:
        number = await self.page(office)
        assert await office.send(OwedEdit(number, "Página 1", BUTTONS)) == number
        assert len(await office.ana.messages()) == 1
        assert office.tried[-1] == (Sent.ANSWER, Result.SENT)

    async def test_one_whose_message_can_not_be_changed_any_more_is_sent_anew(
        self, office: Office
    ) -> None:
        number = await office.send(OwedEdit(999, "Página 2", BUTTONS))
        last = await office.ana.last()
        assert (last.id, last.text, last.labels) == (number, "Página 2", ["Sí"])

    async def test_one_that_nobody_answered_is_no_danger_to_repeat(self, office: Office) -> None:
        number = await self.page(office)
        office.goes_wrong(unanswered("editMessageText", arrives=True))
        assert await office.fails(OwedEdit(number, "Página 2")) is Failure.NOT_SENT
        assert await office.send(OwedEdit(number, "Página 2")) == number
        assert len(await office.ana.messages()) == 1


class TestPictures:
    async def test_one_goes_with_its_text_and_is_sent_by_its_id_from_then_on(
        self, office: Office
    ) -> None:
        await office.send(PICTURED)
        first = await office.ana.last()
        assert (first.kind, first.text) == ("photo", "¿Cuál es el Comp. Nº?")
        [known] = office.files.values()
        await office.send(PICTURED)
        assert (await office.ana.last()).file == first.file
        assert list(office.files.values()) == [known]

    async def test_an_id_that_is_refused_has_it_sent_anew(self, office: Office) -> None:
        office.files[f"picture:{PICTURE}"] = "AgAC-of-another-bot"
        await office.send(PICTURED)
        assert [one.kind for one in await office.ana.messages()] == ["photo"]
        assert office.files[f"picture:{PICTURE}"] != "AgAC-of-another-bot"

    async def test_where_none_is_taken_the_text_goes_alone(self, office: Office) -> None:
        office.goes_wrong(fails("sendPhoto", 400, "Bad Request: PHOTO_INVALID", times=None))
        number = await office.send(PICTURED)
        last = await office.ana.last()
        assert (last.id, last.kind, last.text) == (number, "text", "¿Cuál es el Comp. Nº?")

    async def test_a_telegram_that_is_away_is_no_reason_for_the_text_alone(
        self, office: Office
    ) -> None:
        office.goes_wrong(fails("sendPhoto", 500))
        assert await office.fails(PICTURED) is Failure.NOT_SENT
        assert await office.ana.messages() == []


class TestDocuments:
    async def test_one_is_printed_once_and_sent_by_its_id_from_then_on(
        self, office: Office
    ) -> None:
        await office.send(DOCUMENT)
        first = await office.ana.last()
        assert first.file is not None
        assert (first.file["name"], first.text) == ("comprobante «7».pdf", "Vigente")
        assert await office.ana.document_bytes(first) == office.content
        await office.send(DOCUMENT)
        assert len(await office.ana.messages()) == 2
        assert office.printed == [ORDER]

    async def test_an_id_that_is_refused_has_it_printed_again(self, office: Office) -> None:
        office.files[DOCUMENT.key] = "BQAC-of-another-bot"
        await office.send(DOCUMENT)
        assert await office.ana.document_bytes(await office.ana.last()) == office.content
        assert office.files[DOCUMENT.key] != "BQAC-of-another-bot"

    async def test_one_that_can_not_be_printed_is_refused_not_lost(
        self, office: Office, caplog: pytest.LogCaptureFixture
    ) -> None:
        office.content = b""
        assert await office.fails(DOCUMENT) is Failure.REFUSED
        assert "can't be printed" in caplog.text

    async def test_where_there_is_nothing_to_print_any_more_the_person_is_told(
        self, office: Office
    ) -> None:
        office.content = None
        await office.send(DOCUMENT)
        assert "tuve un problema" in (await office.ana.last()).text
        assert office.files == {}

    async def test_that_it_is_on_its_way_may_fail_to_be_shown(self, office: Office) -> None:
        office.goes_wrong(fails("sendChatAction", 500, times=None))
        await office.send(DOCUMENT)
        assert (await office.ana.last()).kind == "document"


class TestDeletions:
    async def test_a_message_is_taken_away(self, office: Office) -> None:
        number = await office.send(OwedText("un secreto"))
        assert number is not None
        assert await office.send(OwedDeletion(number)) is None
        assert await office.ana.messages() == []

    async def test_one_that_is_gone_is_as_wanted(self, office: Office) -> None:
        assert await office.send(OwedDeletion(999)) is None

    async def test_one_that_failed_is_tried_again_without_danger(self, office: Office) -> None:
        number = await office.send(OwedText("un secreto"))
        assert number is not None
        office.goes_wrong(unanswered("deleteMessage", arrives=True))
        assert await office.fails(OwedDeletion(number)) is Failure.NOT_SENT
        assert await office.send(OwedDeletion(number)) is None


class TestProbes:
    @pytest.mark.parametrize("reply", [OwedText("Hola"), PICTURED, DOCUMENT, OwedEdit(5, "Hola")])
    async def test_one_sends_nothing_and_sees_that_telegram_answers(
        self, office: Office, reply: OwedReply
    ) -> None:
        await office.delivery.probe(office.ana.chat_id, reply)
        assert await office.ana.messages() == []
        assert office.printed == []

    @pytest.mark.parametrize(
        ("faults", "kind"),
        [
            (fails("sendMessage", 500), Failure.NOT_SENT),
            (unanswered("sendMessage", arrives=False), Failure.NOT_SENT),
            (fails("sendMessage", 429, retry_after=9), Failure.TOLD_TO_WAIT),
            (fails("sendMessage", 403, "Forbidden: bot was blocked"), Failure.BLOCKED),
        ],
    )
    async def test_one_that_is_not_answered_well_says_so(
        self, office: Office, faults: object, kind: Failure
    ) -> None:
        office.goes_wrong(faults)
        with pytest.raises(Undelivered) as caught:
            await office.delivery.probe(office.ana.chat_id, OwedText("Hola"))
        assert caught.value.failure.kind is kind


@pytest.mark.parametrize(
    ("line", "kind", "wait"),
    [
        (fails("sendMessage", 429, retry_after=9), Failure.TOLD_TO_WAIT, 9),
        (fails("sendMessage", 500), Failure.NOT_SENT, 0),
        (fails("sendMessage", 401, "Unauthorized"), Failure.NOT_SENT, 0),
        (fails("sendMessage", 403, "Forbidden: bot was blocked by the user"), Failure.BLOCKED, 0),
        (fails("sendMessage", 403, "Forbidden: user is deactivated"), Failure.BLOCKED, 0),
        (fails("sendMessage", 400, "Bad Request: chat not found"), Failure.BLOCKED, 0),
        (fails("sendMessage", 400, "Bad Request: can't parse entities"), Failure.REFUSED, 0),
        (fails("sendMessage", 502, body="<html>"), Failure.NOT_SENT, 0),
        (fails("sendMessage", 403, body="<html>"), Failure.NOT_SENT, 0),
        (fails("sendMessage", 200, body='{"ok": true}'), Failure.PERHAPS_SENT, 0),
        (fails("sendMessage", 200, body='{"ok": true, "result": 7}'), Failure.PERHAPS_SENT, 0),
        (fails("sendMessage", 200, body='{"ok": true, "result": {}}'), Failure.PERHAPS_SENT, 0),
    ],
)
async def test_what_an_answer_means_for_what_was_to_be_sent(
    office: Office, line: object, kind: Failure, wait: float, caplog: pytest.LogCaptureFixture
) -> None:
    office.goes_wrong(line)
    with pytest.raises(Undelivered) as caught:
        await office.send(OwedText("un secreto"))
    assert (caught.value.failure.kind, caught.value.failure.wait) == (kind, wait)
    assert "secreto" not in caplog.text


async def test_what_goes_on_beside_the_replies_hurts_nobody(office: Office) -> None:
    office.goes_wrong(failing_share=1, troubles=["500", "reset", "html", "403"])
    for _ in range(4):
        office.delivery.answer_press("1", "Listo")
        office.delivery.reply_in_group(-5, 6)
    await office.delivery.drain()
    assert office.tried == []
