"""What Telegram delivers, told apart and handed to the turns; groups, blocks and faults."""

import logging
from typing import Any

from telegram import Chat, ChatMember, Message, Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ContextTypes,
    MessageHandler,
    TypeHandler,
    filters,
)

from conversations.engine.inbound import ButtonPress, Inbound, TextMessage, Unsupported
from domain.clock import Clock
from domain.office import Desk
from handlers.inbound_update import WANTED as WANTED
from handlers.inbound_update import InboundUpdate
from handlers.keyboards import pressed_key
from handlers.turn import TurnHandler
from texts.engine import dialogue as texts

Context = ContextTypes.DEFAULT_TYPE
AnyApplication = Application[Any, Any, Any, Any, Any, Any]

log = logging.getLogger(__name__)

_KINDS = ("sticker", "photo", "voice", "video", "document", "location")
_LIKE = {"audio": "voice", "video_note": "video", "animation": "sticker", "venue": "location"}


class Updates:
    """Registers itself with an application and takes its updates."""

    def __init__(self, turns: TurnHandler, desk: Desk, clock: Clock) -> None:
        self._turns = turns
        self._desk = desk
        self._clock = clock

    def register(self, application: AnyApplication) -> None:
        """Add the handlers, in the order in which they are asked."""
        private = filters.ChatType.PRIVATE
        application.add_handler(ChatMemberHandler(self._membership))
        application.add_handler(CallbackQueryHandler(self._press))
        application.add_handler(MessageHandler(private, self._message))
        application.add_handler(MessageHandler(filters.ChatType.GROUPS, self._group))
        application.add_handler(TypeHandler(Update, self._unheard))
        application.add_error_handler(self._trouble)

    async def _message(self, update: Update, context: Context) -> None:
        message = update.effective_message
        assert message is not None
        said = Unsupported("edited") if update.edited_message else _inbound(message)
        if said is not None:
            inbound = InboundUpdate(message.chat_id, update.update_id, said, message)
            await self._turns.take(inbound)

    async def _press(self, update: Update, context: Context) -> None:
        query = update.callback_query
        assert query is not None
        key = pressed_key(query.data or "")
        message = query.message
        if key is None or message is None or message.chat.type != Chat.PRIVATE:
            await query.answer(texts.STALE_TOAST)
            return
        pressed = ButtonPress(key, message.message_id)
        await self._turns.take(
            InboundUpdate(message.chat.id, update.update_id, pressed, query=query)
        )

    async def _membership(self, update: Update, context: Context) -> None:
        change = update.my_chat_member
        if change and change.chat.type == Chat.PRIVATE:
            blocked = change.new_chat_member.status == ChatMember.BANNED
            await self._desk.mark_blocked(change.chat.id, blocked, self._clock())

    async def _group(self, update: Update, context: Context) -> None:
        message = update.effective_message
        if message is None or not (message.text or message.caption):
            return
        link = f"https://t.me/{context.bot.username}"
        await message.reply_text(texts.GROUP.format(link=link), do_quote=True)

    async def _unheard(self, update: Update, context: Context) -> None:
        log.debug("an update of no concern: %s", update.update_id)

    async def _trouble(self, update: object, context: Context) -> None:
        if isinstance(context.error, Forbidden):
            log.info("a chat has blocked the bot")
            return
        log.error("update %s failed", getattr(update, "update_id", "-"), exc_info=context.error)
        chat = update.effective_chat if isinstance(update, Update) else None
        if chat is None:
            return
        try:
            await context.bot.send_message(chat.id, texts.TROUBLE)
        except TelegramError as error:
            log.error("nor could the chat be told: %s", error.message)


def _inbound(message: Message) -> Inbound | None:
    """What a message says; None for what nobody said (somebody joined, a pin)."""
    if message.text:
        return TextMessage(message.text)
    if contact := message.contact:
        own = message.from_user is not None and contact.user_id == message.from_user.id
        return TextMessage(contact.phone_number) if own else Unsupported("contact")
    for kind in (*_KINDS, *_LIKE):
        if getattr(message, kind):
            return Unsupported(_LIKE.get(kind, kind))
    return None if message.new_chat_members or message.pinned_message else Unsupported("other")
