"""An announcement of the staff's as a chat and a mailbox show it."""

import re
from html import escape

from domain.messages import Begin, Mail, Note
from texts.common.entry import MENU
from texts.mails import FAREWELL

BOLD = r"\*([^*\n]+)\*"
"""What is written between asterisks."""
LONGEST = 3500
"""Characters of a text, so that its message fits into Telegram's 4,096."""


def note(title: str, text: str) -> Note:
    """The announcement in a chat; words between *asterisks* are bold."""
    body = re.sub(BOLD, r"<b>\1</b>", escape(text))
    return Note(f"📢 <b>{escape(title)}</b>\n\n{body}", ((Begin(MENU, "menu"),),))


def mail(to: str, title: str, text: str) -> Mail:
    """The announcement as a mail."""
    return Mail(to, title, re.sub(BOLD, r"\1", text) + FAREWELL)
