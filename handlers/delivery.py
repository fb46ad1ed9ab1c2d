"""What the bot says, on its way to Telegram: texts, pictures, documents, edits.

A person waits for these, so a passing fault is tried again at once, a few times
(`handlers.retries`); what can't be delivered is left to the caller.
"""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from telegram import Bot, Message, ReplyKeyboardRemove
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from conversations.engine.replies import Keyboard, Reply
from domain.sending import OnTry, nobody
from handlers import keyboards
from handlers.retries import Retries
from texts.engine import dialogue as texts

PICTURES = Path(texts.__file__).parents[1] / "pictures"
log = logging.getLogger(__name__)


async def nothing(message_id: int) -> None:
    """Nobody has to know the message that carries a document."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file to be sent.

    `make` is called only if it wasn't sent before under `key`; `sent` is told the message's id.
    """

    key: str
    file_name: str
    caption: str
    keyboard: Keyboard
    make: Callable[[], Awaitable[bytes]]
    sent: Callable[[int], Awaitable[None]] = nothing


class SentFiles(Protocol):
    """Remembers Telegram's file_id of what was sent, to send it again without making it."""

    async def sent_document(self, key: str) -> str | None:
        """The file_id, if the file was sent before."""

    async def remember_document(self, key: str, file_id: str) -> None:
        """Keep the file_id."""


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
        speaking: Callable[[], None] = silent,
        on_try: OnTry = nobody,
    ) -> None:
        self._bot = bot
        self._files = files
        self._speaking = speaking
        self._tried = Retries(on_try)

    async def say(self, chat_id: int, reply: Reply, pressed: Message | None = None) -> int:
        """Send a reply, or edit the message whose button was pressed; returns its id."""
        self._speaking()
        if reply.in_place and pressed:
            return await self._edit(chat_id, reply, pressed.message_id)
        if reply.picture:
            return await self._picture(chat_id, reply)
        markup = (
            keyboards.with_contact(reply.contact, reply.keyboard)
            if reply.contact
            else ReplyKeyboardRemove()
            if reply.clears_keyboard
            else keyboards.inline(reply.keyboard)
        )
        message = await self._tried(
            lambda: self._bot.send_message(
                chat_id, reply.html, parse_mode=ParseMode.HTML, reply_markup=markup
            )
        )
        return message.message_id

    async def send(self, chat_id: int, document: Document) -> int:
        """Send a document, by its file_id if it was sent before; returns the message's id."""
        self._speaking()
        await self._show_work(chat_id)
        known = await self._files.sent_document(document.key)
        message = await self._by_file_id(chat_id, document, known) if known else None
        if message is None:
            message = await self._document(chat_id, document, await document.make())
            if message.document:
                await self._files.remember_document(document.key, message.document.file_id)
        await document.sent(message.message_id)
        return message.message_id

    async def _show_work(self, chat_id: int) -> None:
        """Show that a document is on its way; without it the document comes all the same."""
        try:
            await self._bot.send_chat_action(chat_id, ChatAction.UPLOAD_DOCUMENT)
        except Forbidden:
            raise
        except TelegramError as error:
            log.info("the chat action was not shown: %s", error.message)

    async def _by_file_id(self, chat_id: int, document: Document, file_id: str) -> Message | None:
        try:
            return await self._document(chat_id, document, file_id)
        except BadRequest as error:
            if "file identifier" not in error.message and "file_id" not in error.message:
                raise
            log.info("a file sent before is unknown to this bot; it is made again")
            return None

    async def _document(self, chat_id: int, document: Document, content: bytes | str) -> Message:
        return await self._tried(
            lambda: self._bot.send_document(
                chat_id,
                content,
                caption=document.caption,
                parse_mode=ParseMode.HTML,
                filename=document.file_name,
                reply_markup=keyboards.inline(document.keyboard),
            )
        )

    async def answer_press(self, query_id: str, toast: str = "") -> None:
        """Answer a button's press; one that is too old to be answered is passed over."""
        try:
            await self._bot.answer_callback_query(query_id, toast or None)
        except BadRequest as error:
            log.info("a press was not answered: %s", error.message)

    async def mark_chosen(self, message: Message, data: str) -> None:
        """Take a question's buttons away and write below it what was chosen."""
        label = _label(message, data)
        if message.text is None or not label:
            await self.take_buttons(message.chat_id, message.message_id)
            return
        html = f"{message.text_html}\n\n{texts.chosen(label)}"
        await _unless_gone(
            lambda: self._bot.edit_message_text(
                html, message.chat_id, message.message_id, parse_mode=ParseMode.HTML
            )
        )

    async def take_buttons(self, chat_id: int, message_id: int) -> None:
        """Take the buttons of a question away that was answered in words."""
        await _unless_gone(
            lambda: self._bot.edit_message_reply_markup(chat_id, message_id, reply_markup=None)
        )

    async def rewrite_caption(
        self, chat_id: int, message_id: int, html: str, keyboard: Keyboard
    ) -> None:
        """Write another caption under a document that was sent, where it still can be."""
        await _unless_gone(
            lambda: self._tried(
                lambda: self._bot.edit_message_caption(
                    chat_id,
                    message_id,
                    caption=html,
                    parse_mode=ParseMode.HTML,
                    reply_markup=keyboards.inline(keyboard),
                )
            )
        )

    async def delete(self, chat_id: int, message_id: int) -> None:
        """Delete a message, where it still can be."""
        await _unless_gone(lambda: self._bot.delete_message(chat_id, message_id))

    async def _edit(self, chat_id: int, reply: Reply, message_id: int) -> int:
        markup = keyboards.inline(reply.keyboard)
        try:
            await self._tried(
                lambda: self._bot.edit_message_text(
                    reply.html,
                    chat_id,
                    message_id,
                    parse_mode=ParseMode.HTML,
                    reply_markup=markup,
                )
            )
        except BadRequest as error:
            if "not modified" not in error.message:
                raise
        return message_id

    async def _picture(self, chat_id: int, reply: Reply) -> int:
        key = f"picture:{reply.picture}"
        known = await self._files.sent_document(key)
        message: Message | None = None
        if known:
            try:
                message = await self._photo(chat_id, reply, known)
            except BadRequest as error:
                log.info("a picture sent before is sent again: %s", error.message)
        if message is None:
            message = await self._photo(chat_id, reply, (PICTURES / reply.picture).read_bytes())
            await self._files.remember_document(key, message.photo[-1].file_id)
        return message.message_id

    async def _photo(self, chat_id: int, reply: Reply, photo: bytes | str) -> Message:
        return await self._tried(
            lambda: self._bot.send_photo(
                chat_id,
                photo,
                caption=reply.html,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboards.inline(reply.keyboard),
            )
        )


async def _unless_gone(call: Callable[[], Awaitable[object]]) -> None:
    """Do something to an earlier message; if it can't be changed any more, that is no matter."""
    try:
        await call()
    except BadRequest as error:
        log.debug("an earlier message stays as it is: %s", error.message)


def _label(message: Message, data: str) -> str:
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((key.text for row in rows for key in row if key.callback_data == data), "")
