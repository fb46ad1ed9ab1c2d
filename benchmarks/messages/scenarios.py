"""What the chats write, and how a right answer to it is told from any other."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import time

from benchmarks.messages.bot_api import BOT_ID, Answer, Write

_NUMBER, _PLACE = "the update's number", "\0"


@dataclass(frozen=True, slots=True)
class Scenario:
    """What all chats write again and again, after `opening` where that is needed.

    `is_right` judges an answer, given the account of its chat.
    """

    name: str
    text: str = ""
    presses: str = ""
    opening: str = ""
    is_right: Callable[[Answer, str], bool] = lambda answer, account: True


ECHO = Scenario("echo", text="hola", is_right=lambda answer, account: b"hola" in answer.body)
START = Scenario(
    "/start",
    text="/start",
    is_right=lambda answer, account: "b:account_statement" in answer.parameter("reply_markup"),
)
STATEMENT = Scenario(
    "/deuda",
    text="/deuda",
    is_right=lambda answer, account: account in answer.parameter("text"),
)
STATEMENT_IN_WORDS = Scenario(
    "cuánto debo",
    text="cuánto debo",
    is_right=STATEMENT.is_right,
)
DATES = Scenario(
    "payment dates",
    presses="v:pay_on:0",
    opening="/pagar",
    is_right=lambda answer, account: (
        answer.method == "editMessageText"
        and answer.parameter("reply_markup").count('"a:pay_on:') > 10
    ),
)
OF_THE_OFFICE = (START, STATEMENT, STATEMENT_IN_WORDS, DATES)


def written(chats: Sequence[int], text: str) -> Write:
    """Updates in which each chat in turn writes the text."""
    entities = [{"type": "bot_command", "offset": 0, "length": len(text)}] if text[0] == "/" else []
    return _in_turn(
        [
            {
                "message": {
                    "message_id": _NUMBER,
                    "from": _person(chat),
                    "chat": _chat(chat),
                    "date": int(time()),
                    "text": text,
                    **({"entities": entities} if entities else {}),
                }
            }
            for chat in chats
        ]
    )


def pressed(chats: Sequence[int], data: str, shown: dict[int, Answer]) -> Write:
    """Updates in which each chat in turn presses a button under what it was shown last."""
    bot = {"id": BOT_ID, "is_bot": True, "first_name": "Oficina", "username": "oficina_bot"}
    return _in_turn(
        [
            {
                "callback_query": {
                    "id": f"press {_NUMBER}",
                    "from": _person(chat),
                    "message": {
                        "message_id": shown[chat].message_id,
                        "from": bot,
                        "chat": _chat(chat),
                        "date": int(time()),
                        "text": shown[chat].parameter("text"),
                        "reply_markup": json.loads(shown[chat].parameter("reply_markup")),
                    },
                    "chat_instance": str(chat),
                    "data": data,
                }
            }
            for chat in chats
        ]
    )


def _in_turn(contents: Sequence[dict[str, object]]) -> Write:
    """Writes updates of which only the number is still to be filled in, where it belongs."""
    texts = (json.dumps({"update_id": _NUMBER, **one}, ensure_ascii=False) for one in contents)
    parts = [text.replace(f'"{_NUMBER}"', _PLACE).replace(_NUMBER, _PLACE) for text in texts]
    parts_of = [text.encode().split(_PLACE.encode()) for text in parts]

    def write(update_id: int) -> bytes:
        return (b"%d" % update_id).join(parts_of[update_id % len(parts_of)])

    return write


def _person(chat: int) -> dict[str, object]:
    return {"id": chat, "is_bot": False, "first_name": "Ana", "language_code": "es"}


def _chat(chat: int) -> dict[str, object]:
    return {"id": chat, "first_name": "Ana", "type": "private"}
