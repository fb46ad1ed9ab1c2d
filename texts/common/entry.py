"""What a conversation is called: on its button, in the list of commands, while it is on."""

from dataclasses import dataclass

MENU = "☰ Menú"


@dataclass(frozen=True, slots=True)
class EntryWords:
    """The words by which a conversation is begun.

    Args:
        label: Of the button that begins it.
        description: In Telegram's list of commands.
        doing: What one is doing in it, after "Estamos con"; '' for what is told in passing.
    """

    label: str
    description: str
    doing: str = ""
