"""Sends what is owed to a chat: texts, pictures, documents, edits. Each has a second way.

A failure is told as what it means (`handlers.send_failures`); when to try again is for the caller.
"""

import asyncio
import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol, assert_never

from telegram import InputFile, Message
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError

from conversations.engine.replies import Keyboard
from domain.sending import OnTry, Result, Sent, nobody
from handlers import keyboards
from handlers.owed_replies import Markup, OwedDeletion, OwedDocument, OwedEdit, OwedReply, OwedText
from handlers.printing import PrintOrder
from handlers.raw_bot import RawBot
from handlers.send_failures import Failure, NotTelegrams, SendFailure, failure_of, result_of
from texts.engine import dialogue as texts

PICTURES = Path(texts.__file__).parents[1] / "pictures"
PROBE_SECONDS = 5.0
_UNCHANGED = "not modified"
log = logging.getLogger(__name__)


class SentFiles(Protocol):
    """Remembers Telegram's file_id of what was sent, to send it again without making it."""

    async def sent_document(self, key: str) -> str | None:
        """The file_id, if the file was sent before."""

    async def remember_document(self, key: str, file_id: str) -> None:
        """Keep the file_id."""


class OrderPrinter(Protocol):
    """Prints documents."""

    async def print(self, order: PrintOrder) -> bytes | None:
        """The document's bytes; None if there is nothing to be printed any more."""


class Undelivered(Exception):
    """Something could not be sent: what that means, by which method, in the API's words."""

    def __init__(self, failure: SendFailure, method: str, reason: str) -> None:
        super().__init__(f"{method}: {failure.kind.name}")
        self.failure = failure
        self.method = method
        self.reason = reason


def silent() -> None:
    """Tell nobody that something is said."""


class Delivery:
    """The bot's voice.

    `speaking` is told of each message, so that broadcasts make room for it; `on_try` of each try to
    send one, for the counts.
    """

    def __init__(
        self,
        bot: RawBot,
        files: SentFiles,
        printer: OrderPrinter,
        speaking: Callable[[], None] = silent,
        on_try: OnTry = nobody,
    ) -> None:
        self._bot = bot
        self._files = files
        self._printer = printer
        self._speaking = speaking
        self._on_try = on_try
        self._beside: set[asyncio.Task[None]] = set()

    async def drain(self) -> None:
        """Wait for what is under way beside the replies."""
        if self._beside:
            await asyncio.wait(self._beside, timeout=PROBE_SECONDS)

    async def send(self, chat_id: int, owed: OwedReply) -> int | None:
        """Send one reply; returns the message's number, if there is one.

        Raises:
            Undelivered: it was not taken, or nobody knows.
        """
        self._speaking()
        match owed:
            case OwedText(picture=""):
                return await self._text(chat_id, owed.html, owed.markup)
            case OwedText():
                return await self._picture(chat_id, owed)
            case OwedEdit():
                return await self._edit(chat_id, owed)
            case OwedDocument():
                return await self._document(chat_id, owed)
            case OwedDeletion():
                await self._delete(chat_id, owed.message_id)
                return None
            case _:
                assert_never(owed)

    async def probe(self, chat_id: int, owed: OwedReply) -> None:
        """See that Telegram answers the method that sends this reply, without sending anything.

        What is to be sent is empty in the request, so Telegram refuses it.

        Raises:
            Undelivered: it does not answer, asks for silence, or the chat blocked the bot.
        """
        match owed:
            case OwedDocument():
                method, empty = "sendDocument", "document"
            case OwedText() if owed.picture:
                method, empty = "sendPhoto", "photo"
            case _:
                method, empty = "sendMessage", "text"
        parameters = {"chat_id": chat_id, empty: ""}
        try:
            await self._call(method, parameters, repeatable=True, seconds=PROBE_SECONDS)
        except Undelivered as error:
            if error.failure.kind is not Failure.REFUSED:
                raise

    def answer_press(self, query_id: str, toast: str = "") -> None:
        """Answer a button's press; it only stops its waiting, so a failure is passed over."""
        parameters = {"callback_query_id": query_id, "text": toast or None}
        self._in_passing("answerCallbackQuery", parameters)

    def reply_in_group(self, chat_id: int, message_id: int) -> None:
        """Tell who writes in a group where they are attended to; a failure is passed over."""
        text = texts.GROUP.format(link=f"https://t.me/{self._bot.username}")
        parameters = {"chat_id": chat_id, "text": text}
        self._in_passing(
            "sendMessage", parameters | {"reply_parameters": {"message_id": message_id}}
        )

    def mark_chosen(self, message: Message, data: str) -> None:
        """Take a question's buttons away and write below it what was chosen, if that can be."""
        pressed = {"chat_id": message.chat_id, "message_id": message.message_id}
        label = _label(message, data)
        if message.text is None or not label:
            self._in_passing("editMessageReplyMarkup", pressed)
        else:
            html = f"{message.text_html}\n\n{texts.chosen(label)}"
            self._in_passing("editMessageText", pressed | _html(html))

    async def rewrite_caption(
        self, chat_id: int, message_id: int, html: str, keyboard: Keyboard
    ) -> None:
        """Write another caption under a document that was sent, where it still can be.

        Raises:
            Undelivered: Telegram can't be reached, or the chat blocked the bot.
        """
        markup = keyboards.written(keyboards.inline(keyboard))
        caption = {"chat_id": chat_id, "message_id": message_id, **_caption(html, markup)}
        try:
            await self._call("editMessageCaption", caption, repeatable=True)
        except Undelivered as error:
            if error.failure.kind is not Failure.REFUSED:
                raise

    async def _text(self, chat_id: int, html: str, markup: Markup) -> int:
        return _number(await self._call("sendMessage", {"chat_id": chat_id, **_html(html, markup)}))

    async def _edit(self, chat_id: int, owed: OwedEdit) -> int:
        """Show another page where the button was pressed, else in a new message."""
        place = {"chat_id": chat_id, "message_id": owed.message_id}
        page = place | _html(owed.html, owed.markup)
        try:
            await self._call("editMessageText", page, repeatable=True)
        except Undelivered as error:
            if error.failure.kind is not Failure.REFUSED:
                raise
            if _UNCHANGED not in error.reason:
                log.info("a page can't be changed; it is sent anew")
                return await self._text(chat_id, owed.html, owed.markup)
        return owed.message_id

    async def _picture(self, chat_id: int, owed: OwedText) -> int:
        """Send a picture with its text: as it was sent before, anew, or the text alone."""
        key = f"picture:{owed.picture}"
        known = await self._files.sent_document(key)
        content = {"chat_id": chat_id, **_caption(owed.html, owed.markup)}
        for photo in (known, InputFile(_picture_bytes(owed.picture), owed.picture)):
            if photo is None:
                continue
            try:
                message = await self._call("sendPhoto", content | {"photo": photo})
            except Undelivered as error:
                if error.failure.kind is not Failure.REFUSED:
                    raise
                log.info("a picture was refused")
                continue
            if photo is not known and (sizes := message.get("photo")):
                await self._files.remember_document(key, sizes[-1]["file_id"])
            return _number(message)
        return await self._text(chat_id, owed.html, owed.markup)

    async def _document(self, chat_id: int, owed: OwedDocument) -> int:
        """Send a document: as it was sent before, else printed."""
        working = {"chat_id": chat_id, "action": ChatAction.UPLOAD_DOCUMENT}
        self._in_passing("sendChatAction", working)
        content = {"chat_id": chat_id, **_caption(owed.caption, owed.markup)}
        if known := await self._files.sent_document(owed.key):
            try:
                return _number(await self._call("sendDocument", content | {"document": known}))
            except Undelivered as error:
                if error.failure.kind is not Failure.REFUSED:
                    raise
                log.info("a file sent before is refused; it is made again")
        try:
            printed = await self._printer.print(owed.order)
        except Exception as error:  # of any kind: the person is to hear of it
            log.exception("a document can't be printed")
            raise Undelivered(SendFailure(Failure.REFUSED), "print", "") from error
        if printed is None:
            return await self._text(chat_id, texts.TROUBLE, None)
        file = InputFile(printed, owed.file_name)
        message = await self._call("sendDocument", content | {"document": file})
        if document := message.get("document"):
            await self._files.remember_document(owed.key, document["file_id"])
        return _number(message)

    async def _delete(self, chat_id: int, message_id: int) -> None:
        """Delete a message, where it still can be."""
        message = {"chat_id": chat_id, "message_id": message_id}
        try:
            await self._call("deleteMessage", message, repeatable=True)
        except Undelivered as error:
            if error.failure.kind is not Failure.REFUSED:
                raise
            log.info("a message can't be deleted any more")

    async def _call(
        self,
        method: str,
        parameters: dict[str, Any],
        *,
        repeatable: bool = False,
        seconds: float | None = None,
    ) -> Any:
        """Call the Bot API once, and count how it went.

        `repeatable` is what may be done twice with no harm: it was not done, as far as that goes.

        Raises:
            Undelivered: instead of the library's errors.
        """
        begun = perf_counter()
        try:
            answer = await self._bot.call(method, parameters, seconds=seconds)
            if not repeatable:
                _number(answer)
        except TelegramError as error:
            failure = failure_of(error)
            if repeatable and failure.kind is Failure.PERHAPS_SENT:
                failure = SendFailure(Failure.NOT_SENT)
            wanted = isinstance(error, BadRequest) and _UNCHANGED in error.message
            result = Result.SENT if wanted else result_of(failure)
            self._on_try(Sent.ANSWER, result, perf_counter() - begun)
            kind = failure.kind.name
            log.info("%s failed: %s: %s: %s", method, kind, type(error).__name__, error.message)
            raise Undelivered(failure, method, error.message) from error
        self._on_try(Sent.ANSWER, Result.SENT, perf_counter() - begun)
        return answer

    def _in_passing(self, method: str, parameters: dict[str, Any]) -> None:
        """Call once what nothing depends on, beside what the person waits for."""
        task = asyncio.create_task(self._once(method, parameters))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def _once(self, method: str, parameters: dict[str, Any]) -> None:
        try:
            await self._bot.call(method, parameters)
        except TelegramError as error:
            log.info("%s failed, which hurts nobody: %s", method, error.message)


def _html(html: str, markup: Markup = None) -> dict[str, Any]:
    return {"text": html, "parse_mode": ParseMode.HTML, "reply_markup": markup}


def _caption(html: str, markup: Markup) -> dict[str, Any]:
    return {"caption": html, "parse_mode": ParseMode.HTML, "reply_markup": markup}


def _number(message: Any) -> int:
    """The number of a message that was sent.

    Raises:
        NotTelegrams: the answer is no message.
    """
    number = message.get("message_id") if isinstance(message, dict) else None
    if not isinstance(number, int):
        raise NotTelegrams("what came back is no message", refused=False)
    return number


@cache
def _picture_bytes(name: str) -> bytes:
    return (PICTURES / name).read_bytes()


def _label(message: Message, data: str) -> str:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((key.text for row in rows for key in row if key.callback_data == data), "")
