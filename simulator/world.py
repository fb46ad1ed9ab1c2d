"""Everything that the simulator remembers: the bot, the people, their chats, the files.

World
├── bot        name, token, commands
├── chats      Chat: who is in it, its messages, whether it wants the bot
├── files      what was sent, by file_id
├── callbacks  buttons pressed and not yet answered
├── updates    what the bot has still to take
└── feed       what has just happened, for whoever is looking
"""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from simulator.bot_api.errors import ApiError, bad_request, forbidden
from simulator.bot_api.faults import ForeignAnswer
from simulator.bot_api.files import Files
from simulator.bot_api.updates import Updates
from simulator.feed import Feed, Signal

Json = dict[str, Any]


@dataclass(slots=True)
class BotProfile:
    """The bot as its users see it."""

    token: str
    username: str
    name: str
    reads_groups: bool = False
    commands: dict[str, list[Json]] = field(default_factory=dict)  # by language and scope
    description: dict[str, str] = field(default_factory=dict)
    short_description: dict[str, str] = field(default_factory=dict)
    menu_button: Json = field(default_factory=lambda: {"type": "commands"})

    @property
    def user_id(self) -> int:
        """The number before the token's colon."""
        return int(self.token.partition(":")[0])

    def as_user(self) -> Json:
        """The User object that its messages carry."""
        return {
            "id": self.user_id,
            "is_bot": True,
            "first_name": self.name,
            "username": self.username,
        }


@dataclass(slots=True)
class StoredMessage:
    """A message as the Bot API tells it; what it never tells: the keyboard, the exact moment."""

    body: Json
    from_bot: bool
    keyboard: Json | None = None
    at: float = field(default_factory=time.time)  # when it came, in seconds since 1970

    @property
    def id(self) -> int:
        """Its number, counted over all chats as for a real bot."""
        return int(self.body["message_id"])


@dataclass(slots=True)
class Chat:
    """A private chat with a customer, or a group."""

    about: Json  # the Chat object
    members: dict[int, Json]  # the User objects of its people
    messages: dict[int, StoredMessage] = field(default_factory=dict)
    blocked: bool = False
    has_bot: bool = True
    keyboard: Json | None = None
    answers: int = 0  # messages and edits by the bot, ever
    bot_messages: int = 0  # messages by the bot, ever
    bot_at: float = 0.0  # its last deed here, monotonic
    busy_until: float = 0.0  # a chat action ("typing") shows until then, monotonic
    action: str = ""
    in_flight: int = 0  # requests about this chat being worked on
    alerts: list[str] = field(default_factory=list)  # what answers to presses said
    changed: Signal = field(default_factory=Signal)

    @property
    def id(self) -> int:
        """Positive for a customer, negative for a group."""
        return int(self.about["id"])

    @property
    def is_private(self) -> bool:
        """Whether this is a customer alone with the bot."""
        return bool(self.about["type"] == "private")

    @property
    def owner(self) -> Json:
        """The customer, or a group's first member."""
        return next(iter(self.members.values()))


@dataclass(slots=True)
class Callback:
    """A button that somebody pressed."""

    chat_id: int
    pressed_at: float
    answered: bool = False


@dataclass(slots=True)
class World:
    """The simulator's memory; `history` bounds the messages kept in each chat."""

    bot: BotProfile
    history: int = 1000
    chats: dict[int, Chat] = field(default_factory=dict)
    files: Files = field(default_factory=Files)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    updates: Updates = field(default_factory=Updates)
    feed: Feed = field(default_factory=Feed)
    requests: Counter[tuple[str, str]] = field(default_factory=Counter)  # (method, result)
    notes: list[Json] = field(default_factory=list)  # what the web chat offers to try
    clock_ahead: float = 0.0
    last_message_id: int = 0

    def now(self) -> float:
        """The simulator's time, in seconds since 1970; tests may push it forward."""
        return time.time() + self.clock_ahead

    def chat_for_bot(self, chat_id: int) -> Chat:
        """The chat that a request names, if the bot may write there."""
        chat = self.chats.get(chat_id)
        if chat is None:
            raise bad_request("chat not found")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        if not chat.has_bot:
            raise forbidden("bot is not a member of the group chat")
        return chat

    def own_message(self, chat: Chat, message_id: int, missing: str) -> StoredMessage:
        """One of the bot's messages; raises 400 with these words when there is none."""
        stored = chat.messages.get(message_id)
        if stored is None:
            raise bad_request(missing)
        if not stored.from_bot:
            raise bad_request("message can't be edited")
        return stored

    def next_message(self, chat: Chat, sender: Json) -> Json:
        """A message's beginnings: number, sender, chat and date."""
        self.last_message_id += 1
        return {
            "message_id": self.last_message_id,
            "from": sender,
            "chat": chat.about,
            "date": int(self.now()),
        }

    def keep(self, chat: Chat, stored: StoredMessage) -> None:
        """Add a message to its chat and forget the oldest beyond the bound."""
        chat.messages[stored.id] = stored
        if len(chat.messages) > self.history:
            del chat.messages[next(iter(chat.messages))]
        if stored.from_bot:
            chat.bot_messages += 1
            self.bot_answered(chat)
        self.tell("message", chat, message_id=stored.id)

    def bot_answered(self, chat: Chat) -> None:
        """The bot wrote or edited something that the customer sees."""
        chat.answers += 1
        chat.busy_until = 0.0
        chat.action = ""
        self.bot_stirred(chat)

    def bot_stirred(self, chat: Chat) -> None:
        """The bot did something in this chat: it isn't quiet yet."""
        chat.bot_at = time.monotonic()
        chat.changed.notify()

    def tell(self, event: str, chat: Chat, **details: object) -> None:
        """Let those who look on know."""
        if self.feed.watched:
            self.feed.publish({"event": event, "chat_id": chat.id, **details})


def count_result(world: World, method: str, error: ApiError | ForeignAnswer | None) -> None:
    """Enter a finished request in the counters."""
    world.requests[method, str(error.status) if error else "200"] += 1
