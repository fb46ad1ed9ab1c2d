"""Many customers at once, who write and wait; and the trouble that their answers get into."""

import asyncio
import time
from typing import Any

from simulator.control import actions
from simulator.server import Simulator
from simulator.world import Chat, StoredMessage
from tests.e2e.road import until

EVERYTHING = (
    "getMe", "getUpdates", "sendMessage", "sendPhoto", "sendDocument", "sendChatAction",
    "editMessageText", "editMessageReplyMarkup", "answerCallbackQuery", "deleteMessage",
)  # fmt: skip
FIRST = 10**9  # the crowd's chats are numbered from here


class Crowd:
    """People with empty chats; the simulator is in this process, so that they cost little."""

    def __init__(self, simulator: Simulator, count: int) -> None:
        self._world = simulator.world
        first = max((number + 1 for number in self._world.chats if number >= FIRST), default=FIRST)
        self.numbers = tuple(range(first, first + count))
        self._wrote: dict[int, float] = {}
        for number in self.numbers:
            actions.new_customer(self._world, "Rosa Vera", user_id=number)

    def write(self, number: int, text: str) -> None:
        """One of them writes."""
        actions.say(self._world, self._chat(number), {"text": text})
        self._wrote[number] = time.time()

    def all_write(self, text: str) -> None:
        """All of them at once."""
        for number in self.numbers:
            self.write(number, text)

    async def write_in_turn(self, text: str, seconds: float) -> None:
        """All of them, spread over so many seconds."""
        for number in self.numbers:
            self.write(number, text)
            await asyncio.sleep(seconds / len(self.numbers))

    def heard(self, number: int) -> list[str]:
        """What the bot has said to one, in order."""
        return [str(_text(message)) for message in self._answers(number)]

    async def all_heard(self, count: int, within: float) -> None:
        """Wait until each was told so many things; TimeoutError says how many were not."""

        async def told() -> bool:
            return all(self._chat(number).bot_messages >= count for number in self.numbers)

        try:
            await until(told, within)
        except TimeoutError:
            lacking = sum(self._chat(one).bot_messages < count for one in self.numbers)
            raise TimeoutError(f"{lacking} of {len(self.numbers)} were not answered") from None

    def longest_wait(self) -> float:
        """Seconds that the slowest first answer to what each wrote last took."""
        return max(self._waited(number) for number in self.numbers)

    def _waited(self, number: int) -> float:
        wrote = self._wrote[number]
        return min(one.at for one in self._answers(number) if one.at >= wrote) - wrote

    def _answers(self, number: int) -> list[StoredMessage]:
        return [one for one in self._chat(number).messages.values() if one.from_bot]

    def _chat(self, number: int) -> Chat:
        return self._world.chats[number]


def trouble(simulator: Simulator, *troubles: str, **further: Any) -> None:
    """Let all requests fail in these ways until `well`; further limits as the control has them."""
    wanted = {"failing_share": 1, "troubles": troubles, "hang_seconds": 600, "retry_after": 3}
    simulator.api.faults.configure(wanted | further)


def well(simulator: Simulator) -> None:
    """Let nothing fail any more."""
    simulator.api.faults.configure({})


def _text(message: StoredMessage) -> object:
    return message.body.get("text") or message.body.get("caption")
