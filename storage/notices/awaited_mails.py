"""Who waits in a chat for a mail with a one-time link, so that they can be told of its trouble."""

from dataclasses import dataclass

from domain.access import Purpose
from storage import tables


@dataclass(frozen=True, slots=True)
class Awaited:
    """The chat that waits for a mail, and what it began: a script's name."""

    chat_id: int
    script: str


async def who_awaits(key: str) -> Awaited | None:
    """The chat that waits for the mail planned under that key; None if its link is used or gone.

    It is the chat that registered the address: any other, which only asked about it, would learn
    whether somebody has it.
    """
    link = await tables.Link.filter(key=key, used_at__isnull=True).prefetch_related("user").first()
    if link is None or link.user is None or link.user.registered_chat is None:
        return None
    user = link.user
    if user.confirmed_at is None:
        script = "register" if user.replaces_id is None else "change_email"
        return Awaited(user.registered_chat, script)
    asked_at_home = link.purpose == Purpose.RESET and link.chat_id == user.registered_chat
    return Awaited(link.chat_id, "recover") if asked_at_home else None
