"""A customer with a phone, for end-to-end tests and played demos.

async with Customer(sim.root, name="Ana Pérez") as ana:
    await ana.start()
    answers = await ana.press("Crear usuario")
"""

import base64
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self

import aiohttp

Json = dict[str, Any]


class NoAnswer(AssertionError):
    """The bot didn't answer in time; carries the transcript so far."""


class Refused(Exception):
    """The simulator can't do what was asked; says why."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message as the customer sees it."""

    id: int
    from_bot: bool
    sender: str
    kind: str  # text, photo, document, sticker, voice, contact, location
    text: str  # or the caption
    html: str
    buttons: tuple[tuple[Json, ...], ...]
    keyboard: Json | None
    file: Json | None
    edited: bool
    entities: tuple[Json, ...] = ()
    at: float = 0.0  # when it came, in seconds since 1970

    @property
    def labels(self) -> list[str]:
        """What its buttons say, in reading order."""
        return [button["text"] for row in self.buttons for button in row]

    def button(self, label: str) -> Json:
        """The button of this label, as the bot sent it; raises LookupError when there is none."""
        for row in self.buttons:
            for button in row:
                if button["text"] == label:
                    return button
        raise LookupError(f"no button «{label}» among {self.labels}")


def _message(seen: Json) -> Message:
    return Message(
        id=seen["id"],
        from_bot=seen["from_bot"],
        sender=seen["sender"],
        kind=seen["kind"],
        text=seen["text"],
        html=seen["html"],
        buttons=tuple(tuple(row) for row in seen["buttons"]),
        keyboard=seen["keyboard"],
        file=seen["file"],
        edited=seen["edited"],
        entities=tuple(seen["entities"]),
        at=seen["at"],
    )


@dataclass(slots=True)
class Customer:
    """Talks to the bot through the simulator at `root`.

    What it does waits until the bot has answered and gone quiet for `quiet` seconds, and returns
    the bot's messages that are new or changed; after `patience` seconds it raises NoAnswer. An
    existing chat (a group, too) is taken over with `chat_id`.
    """

    root: str
    name: str = "Ana Pérez"
    language: str = "es"
    user_id: int | None = None
    chat_id: int = 0
    quiet: float = 0.25
    patience: float = 20.0
    _session: aiohttp.ClientSession | None = None
    _known: dict[int, Message] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            self.root.rstrip("/") + "/", timeout=aiohttp.ClientTimeout(total=self.patience + 30)
        )
        if not self.chat_id:
            about: Json = {"name": self.name, "language": self.language}
            if self.user_id is not None:
                about["user_id"] = self.user_id
            self.chat_id = (await self.ask("POST", "sim/customers", about))["id"]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._session is not None:
            await self._session.close()

    async def ask(self, method: str, path: str, body: Json | None = None, **query: object) -> Any:
        """One request to the simulator's control API; raises Refused with its reason."""
        assert self._session is not None, "use: async with Customer(...)"
        sent = {name: str(value) for name, value in query.items()}
        async with self._session.request(method, path, json=body, params=sent) as answer:
            told = await answer.json()
            if answer.status != 200:
                raise Refused(told.get("error", str(answer.status)))
            return told

    async def start(self, parameter: str = "") -> list[Message]:
        """Open the bot: /start, with what a link's start parameter carries."""
        return await self.say(f"/start {parameter}".strip())

    async def say(self, text: str) -> list[Message]:
        """Write a text or a command."""
        return await self.send({"kind": "text", "text": text})

    async def press(self, label: str, message: Message | int | None = None) -> list[Message]:
        """Press a button by its label.

        Inline buttons come first, the newest message before older ones; then the keyboard below
        the chat. A link or copy button does nothing with the bot: use `link` and `copied`.
        """
        asked: Json = {"label": label}
        if message is not None:
            asked["message_id"] = message if isinstance(message, int) else message.id
        try:
            return await self._deed("press", asked)
        except Refused:
            button = await self._keyboard_button(label)
            if message is not None or button is None:
                raise
        if button.get("request_contact"):
            return await self.send_contact()
        return await self.say(label)

    async def press_data(self, message: Message | int, data: str) -> list[Message]:
        """Press a button by its data, even one that the message no longer shows."""
        number = message if isinstance(message, int) else message.id
        return await self._deed("press", {"message_id": number, "data": data})

    async def send(self, content: Json) -> list[Message]:
        """Send any message; the control API's `send` says what content may be."""
        return await self._deed("send", content)

    async def send_contact(self, phone: str = "+5493834000000") -> list[Message]:
        """Share one's own contact."""
        return await self.send({"kind": "contact", "phone": phone})

    async def send_sticker(self) -> list[Message]:
        """Send a sticker."""
        return await self.send({"kind": "sticker"})

    async def send_voice(self) -> list[Message]:
        """Send a voice note."""
        return await self.send({"kind": "voice"})

    async def send_photo(self, data: bytes | None = None, caption: str = "") -> list[Message]:
        """Send a photo, a sample if none is given."""
        return await self.send({"kind": "photo", "caption": caption} | _base64(data))

    async def send_document(
        self, data: bytes | None = None, name: str = "nota.txt", mime: str = "text/plain"
    ) -> list[Message]:
        """Send a document, a sample if none is given."""
        return await self.send({"kind": "document", "name": name, "mime": mime} | _base64(data))

    async def send_location(self, live_seconds: int = 0) -> list[Message]:
        """Send a place, live for so many seconds or not."""
        return await self.send({"kind": "location", "live_seconds": live_seconds})

    async def send_album(self, count: int) -> list[Message]:
        """Send so many sample photos at once."""
        return await self._deed("album", {"count": count})

    async def edit(self, message: Message | int, text: str) -> list[Message]:
        """Correct one of one's own messages."""
        number = message if isinstance(message, int) else message.id
        return await self._deed("edit", {"message_id": number, "text": text})

    async def block(self) -> None:
        """Block the bot."""
        await self.ask("POST", f"sim/chats/{self.chat_id}/block")

    async def unblock(self) -> None:
        """Let the bot in again."""
        await self.ask("POST", f"sim/chats/{self.chat_id}/unblock")

    async def messages(self) -> list[Message]:
        """The whole chat, oldest first."""
        return self._read(await self.ask("GET", f"sim/chats/{self.chat_id}"))[0]

    async def last(self) -> Message:
        """The bot's last message."""
        return next(message for message in reversed(await self.messages()) if message.from_bot)

    async def alerts(self) -> list[str]:
        """What the bot's answers to pressed buttons said, oldest first."""
        seen = await self.ask("GET", f"sim/chats/{self.chat_id}")
        return [str(text) for text in seen["alerts"]]

    async def wait_for(self, text: str) -> Message:
        """The bot's newest message that holds this text, now or once it comes."""
        seen = await self.ask("GET", f"sim/chats/{self.chat_id}")
        while True:
            for message in reversed(self._read(seen)[0]):
                if message.from_bot and text in message.text:
                    return message
            seen = await self._wait(seen["answers"], quiet=0)
            if not seen["in_time"]:
                raise NoAnswer(f"«{text}» never came.\n{await self.transcript()}")

    async def document_bytes(self, message: Message) -> bytes:
        """The content of the document or photo that a message carries."""
        if message.file is None:
            raise LookupError(f"message {message.id} carries no file")
        assert self._session is not None
        async with self._session.get(message.file["url"].lstrip("/")) as answer:
            return await answer.read()

    async def transcript(self) -> str:
        """The conversation as plain text."""
        lines = []
        for message in await self.messages():
            who = "bot" if message.from_bot else message.sender
            what = message.text or (message.file or {}).get("name") or message.kind
            lines.append(f"{who}: {what}")
            lines += [f"    [ {' | '.join(b['text'] for b in row)} ]" for row in message.buttons]
        return "\n".join(lines)

    async def _deed(self, deed: str, asked: Json) -> list[Message]:
        await self.messages()  # so that what is new afterwards is an answer
        told = await self.ask("POST", f"sim/chats/{self.chat_id}/{deed}", asked)
        if "answers" not in told:
            return []
        seen = await self._wait(told["answers"], self.quiet)
        if not seen["in_time"]:
            raise NoAnswer(
                f"no answer within {self.patience:g} s to {deed} {asked}\n"
                + await self.transcript()
            )
        return [message for message in self._read(seen)[1] if message.from_bot]

    async def _wait(self, answers: int, quiet: float) -> Json:
        path = f"sim/chats/{self.chat_id}/wait"
        seen: Json = await self.ask(
            "GET", path, answers=answers, quiet=quiet, timeout=self.patience
        )
        return seen

    async def _keyboard_button(self, label: str) -> Json | None:
        seen = await self.ask("GET", f"sim/chats/{self.chat_id}")
        for row in (seen["keyboard"] or {}).get("keyboard", []):
            for button in row:
                about: Json = button if isinstance(button, dict) else {"text": button}
                if about["text"] == label:
                    return about
        return None

    def _read(self, seen: Json) -> tuple[list[Message], list[Message]]:
        """All messages, and those that are new or changed since the last look."""
        messages = [_message(one) for one in seen["messages"]]
        changed = [one for one in messages if self._known.get(one.id) != one]
        self._known = {one.id: one for one in messages}
        return messages, changed


def _base64(data: bytes | None) -> Json:
    return {} if data is None else {"data": base64.b64encode(data).decode()}
