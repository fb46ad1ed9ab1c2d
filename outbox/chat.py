"""A note into a chat of Telegram, and what Telegram's answers mean."""

from collections.abc import Callable
from datetime import datetime

from telegram import Bot, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from domain.clock import ZONE
from domain.health import AWAY
from domain.messages import Buttons, Note
from domain.outbox import Delivery
from domain.retry import in_seconds

Keyboard = Callable[[Buttons], InlineKeyboardMarkup | None]
"""How rows of buttons become Telegram's, so that the handlers know them when pressed."""


class NoteBlocked(Exception):
    """The person blocked the bot, or is gone from Telegram: no note reaches this chat."""


class NoteRefused(Exception):
    """Telegram doesn't take this note for this chat, however often it's tried."""


class NoteDelayed(Exception):
    """The note wasn't taken now; it may be tried again.

    It is `away` where Telegram can't be reached, or takes nothing from us.
    """

    def __init__(self, reason: str, *, away: bool = False) -> None:
        super().__init__(f"{AWAY}{reason}" if away else reason)
        self.away = away


class TooFast(NoteDelayed):
    """Telegram asks for silence, `for_seconds` long, over all chats."""

    def __init__(self, for_seconds: float) -> None:
        super().__init__(f"told to wait {for_seconds:.0f} s")
        self.for_seconds = for_seconds


class Chats:
    """Sends notes into chats.

    Args:
        bot: the bot, initialised.
        keyboard: makes the buttons.
        paid: send at the pace that Telegram sells (`allow_paid_broadcast`).
    """

    def __init__(self, bot: Bot, keyboard: Keyboard, *, paid: bool = False) -> None:
        self._bot = bot
        self._keyboard = keyboard
        self._paid = paid or None

    async def send(self, chat_id: int, note: Note, handed_at: datetime) -> Delivery:
        """Send a note, and tell what proves it.

        Raises:
            NoteBlocked, NoteRefused: trying again is no use.
            NoteDelayed, TooFast: another try may do.
        """
        try:
            message = await self._bot.send_message(
                chat_id,
                note.html,
                parse_mode=ParseMode.HTML,
                reply_markup=self._keyboard(note.buttons),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                allow_paid_broadcast=self._paid,
            )
        except RetryAfter as error:
            raise TooFast(in_seconds(error.retry_after)) from error
        except Forbidden as error:
            raise NoteBlocked(error.message) from error
        except ChatMigrated as error:
            raise NoteRefused("the chat became a group of another kind") from error
        except BadRequest as error:  # before the network's errors, of which it is one
            gone = "chat not found" in error.message.lower()
            raise (NoteBlocked if gone else NoteRefused)(error.message) from error
        except InvalidToken as error:  # ours to mend
            raise NoteDelayed("the bot's token is refused", away=True) from error
        except TelegramError as error:
            raise NoteDelayed(type(error).__name__, away=True) from error
        said = f"ok, date {message.date.astimezone(ZONE).isoformat()}"
        return Delivery(handed_at, f"@{self._bot.username}", str(message.message_id), said)
