"""Sends what is owed to a chat: texts, pictures, documents, edits. Each has a second way.

A failure is told as what it means (`handlers.send_failures`); when to try again is for the caller.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import cache
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol, TypeVar, assert_never

from telegram import Bot, Message
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, TelegramError

from conversations.engine.replies import Keyboard
from domain.sending import OnTry, Result, Sent, nobody
from handlers import keyboards
from handlers.owed_replies import OwedDeletion, OwedDocument, OwedEdit, OwedReply, OwedText
from handlers.printing import PrintOrder
from handlers.send_failures import Failure, SendFailure, failure_of, result_of
from texts.engine import dialogue as texts

PICTURES = Path(texts.__file__).parents[1] / "pictures"
PROBE_SECONDS = 5.0
T = TypeVar("T")
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
    """Something could not be sent; `failure` says what that means, `method` by which call."""

    def __init__(self, failure: SendFailure, method: str) -> None:
        super().__init__(f"{method}: {failure.kind.name}")
        self.failure = failure
        self.method = method


def silent() -> None:
    """Tell nobody that something is said."""


class Delivery:
    """The bot's voice.

    `speaking` is told of each message, so that broadcasts make room for it; `on_try` of each try to
    send one, for the counts.
    """

    def __init__(
        self,
        bot: Bot,
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

        The request lacks what is to be sent, so Telegram refuses it.

        Raises:
            Undelivered: it does not answer, asks for silence, or the chat blocked the bot.
        """
        method, call = self._empty_call(chat_id, owed)
        try:
            await self._call(method, call, repeatable=True)
        except Undelivered as error:
            if error.failure.kind is not Failure.REFUSED:
                raise

    def _empty_call(
        self, chat_id: int, owed: OwedReply
    ) -> tuple[str, Callable[[], Awaitable[object]]]:
        bot, short = self._bot, PROBE_SECONDS
        match owed:
            case OwedDocument():
                return "sendDocument", lambda: bot.send_document(chat_id, "", read_timeout=short)
            case OwedText() if owed.picture:
                return "sendPhoto", lambda: bot.send_photo(chat_id, "", read_timeout=short)
            case _:
                return "sendMessage", lambda: bot.send_message(chat_id, "", read_timeout=short)

    def answer_press(self, query_id: str, toast: str = "") -> None:
        """Answer a button's press; it only stops its waiting, so a failure is passed over."""
        self._in_passing(
            "answerCallbackQuery",
            lambda: self._bot.answer_callback_query(query_id, toast or None),
        )

    def reply_in_group(self, chat_id: int, message_id: int) -> None:
        """Tell who writes in a group where they are attended to; a failure is passed over."""
        link = f"https://t.me/{self._bot.username}"
        self._in_passing(
            "sendMessage",
            lambda: self._bot.send_message(
                chat_id,
                texts.GROUP.format(link=link),
                parse_mode=ParseMode.HTML,
                reply_to_message_id=message_id,
            ),
        )

    def mark_chosen(self, message: Message, data: str) -> None:
        """Take a question's buttons away and write below it what was chosen, if that can be."""
        label = _label(message, data)
        if message.text is None or not label:
            self._in_passing(
                "editMessageReplyMarkup",
                lambda: self._bot.edit_message_reply_markup(
                    message.chat_id, message.message_id, reply_markup=None
                ),
            )
            return
        html = f"{message.text_html}\n\n{texts.chosen(label)}"
        self._in_passing(
            "editMessageText",
            lambda: self._bot.edit_message_text(
                html, message.chat_id, message.message_id, parse_mode=ParseMode.HTML
            ),
        )

    async def rewrite_caption(
        self, chat_id: int, message_id: int, html: str, keyboard: Keyboard
    ) -> None:
        """Write another caption under a document that was sent, where it still can be.

        Raises:
            Undelivered: Telegram can't be reached, or the chat blocked the bot.
        """
        try:
            await self._call(
                "editMessageCaption",
                lambda: self._bot.edit_message_caption(
                    chat_id,
                    message_id,
                    caption=html,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboards.inline(keyboard),
                ),
                repeatable=True,
            )
        except Undelivered as error:
            if error.failure.kind is not Failure.REFUSED:
                raise

    async def _text(self, chat_id: int, html: str, markup: dict[str, Any] | None) -> int:
        message = await self._call(
            "sendMessage",
            lambda: self._bot.send_message(
                chat_id, html, parse_mode=ParseMode.HTML, api_kwargs=_buttons(markup)
            ),
        )
        return message.message_id

    async def _edit(self, chat_id: int, owed: OwedEdit) -> int:
        """Show another page where the button was pressed, else in a new message."""
        try:
            await self._call(
                "editMessageText",
                lambda: self._bot.edit_message_text(
                    owed.html,
                    chat_id,
                    owed.message_id,
                    parse_mode=ParseMode.HTML,
                    api_kwargs=_buttons(owed.markup),
                ),
                repeatable=True,
            )
        except Undelivered as error:
            if error.failure.kind is not Failure.REFUSED:
                raise
            if _is_as_wanted(error):
                return owed.message_id
            log.info("a page can't be changed; it is sent anew")
            return await self._text(chat_id, owed.html, owed.markup)
        return owed.message_id

    async def _picture(self, chat_id: int, owed: OwedText) -> int:
        """Send a picture with its text: as it was sent before, anew, or the text alone."""
        key = f"picture:{owed.picture}"
        anew = _picture_bytes(owed.picture)
        for file in (await self._files.sent_document(key), anew):
            if file is None:
                continue
            try:
                message = await self._photo(chat_id, owed, file)
            except Undelivered as error:
                if error.failure.kind is not Failure.REFUSED:
                    raise
                log.info("a picture was refused")
                continue
            if file is anew and message.photo:
                await self._files.remember_document(key, message.photo[-1].file_id)
            return message.message_id
        return await self._text(chat_id, owed.html, owed.markup)

    async def _photo(self, chat_id: int, owed: OwedText, photo: str | bytes) -> Message:
        return await self._call(
            "sendPhoto",
            lambda: self._bot.send_photo(
                chat_id,
                photo,
                caption=owed.html,
                parse_mode=ParseMode.HTML,
                api_kwargs=_buttons(owed.markup),
            ),
        )

    async def _document(self, chat_id: int, owed: OwedDocument) -> int:
        """Send a document: as it was sent before, else printed."""
        self._in_passing(
            "sendChatAction",
            lambda: self._bot.send_chat_action(chat_id, ChatAction.UPLOAD_DOCUMENT),
        )
        if known := await self._files.sent_document(owed.key):
            try:
                return (await self._file(chat_id, owed, known)).message_id
            except Undelivered as error:
                if error.failure.kind is not Failure.REFUSED:
                    raise
                log.info("a file sent before is refused; it is made again")
        try:
            content = await self._printer.print(owed.order)
        except Exception as error:  # of any kind: the person is to hear of it
            log.exception("a document can't be printed")
            raise Undelivered(SendFailure(Failure.REFUSED), "print") from error
        if content is None:
            return await self._text(chat_id, texts.TROUBLE, None)
        message = await self._file(chat_id, owed, content)
        if message.document:
            await self._files.remember_document(owed.key, message.document.file_id)
        return message.message_id

    async def _file(self, chat_id: int, owed: OwedDocument, content: bytes | str) -> Message:
        return await self._call(
            "sendDocument",
            lambda: self._bot.send_document(
                chat_id,
                content,
                caption=owed.caption,
                parse_mode=ParseMode.HTML,
                filename=owed.file_name,
                api_kwargs=_buttons(owed.markup),
            ),
        )

    async def _delete(self, chat_id: int, message_id: int) -> None:
        """Delete a message, where it still can be."""
        try:
            await self._call(
                "deleteMessage",
                lambda: self._bot.delete_message(chat_id, message_id),
                repeatable=True,
            )
        except Undelivered as error:
            if error.failure.kind is not Failure.REFUSED:
                raise
            log.info("a message can't be deleted any more")

    async def _call(
        self, method: str, call: Callable[[], Awaitable[T]], *, repeatable: bool = False
    ) -> T:
        """Call the Bot API once, and count how it went.

        `repeatable` is what may be done twice with no harm: it was not done, as far as that goes.

        Raises:
            Undelivered: instead of the library's errors.
        """
        begun = perf_counter()
        try:
            answer = await call()
        except TelegramError as error:
            failure, reason = failure_of(error), error.message
            raised: Exception = error
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            # The library tripped over the form of an answer: it was given all the same.
            failure, reason = SendFailure(Failure.PERHAPS_SENT), "an answer of another form"
            raised = error
        else:
            self._on_try(Sent.ANSWER, Result.SENT, perf_counter() - begun)
            return answer
        if repeatable and failure.kind is Failure.PERHAPS_SENT:
            failure = SendFailure(Failure.NOT_SENT)
        unchanged = isinstance(raised, BadRequest) and "not modified" in reason
        result = Result.SENT if unchanged else result_of(failure)
        self._on_try(Sent.ANSWER, result, perf_counter() - begun)
        kind = failure.kind.name
        log.info("%s failed: %s: %s: %s", method, kind, type(raised).__name__, reason)
        raise Undelivered(failure, method) from raised

    def _in_passing(self, method: str, call: Callable[[], Awaitable[object]]) -> None:
        """Call once what nothing depends on, beside what the person waits for."""
        task = asyncio.create_task(_once(method, call))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)


async def _once(method: str, call: Callable[[], Awaitable[object]]) -> None:
    try:
        await call()
    except (TelegramError, LookupError, TypeError, ValueError, AttributeError) as error:
        log.info("%s failed, which hurts nobody: %s", method, type(error).__name__)


@cache
def _picture_bytes(name: str) -> bytes:
    return (PICTURES / name).read_bytes()


def _buttons(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if markup is None else {"reply_markup": markup}


def _is_as_wanted(error: Undelivered) -> bool:
    """Whether an edit was refused because it changes nothing."""
    cause = error.__cause__
    return isinstance(cause, BadRequest) and "not modified" in cause.message


def _label(message: Message, data: str) -> str:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((key.text for row in rows for key in row if key.callback_data == data), "")
