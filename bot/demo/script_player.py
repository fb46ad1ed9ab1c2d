"""Plays a conversation from a text file: what is done in the chat, a line each.

any text              is written by the customer
[Label]               presses the button of that label, or the first that contains it
@mail PASSWORD        opens the link of the newest mail, sets the password
@page USER PASSWORD   opens the newest link in the chat, logs in there
@contact @sticker @photo @voice
{comprobante1} {codigo1}   stand for the sample's codes
# …                   is a comment
"""

import asyncio
import re
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from simulator.people.customer import Customer, Message, NoAnswer, Refused
from simulator.people.visitor import Visitor
from simulator.server import Simulator
from storage.sample import Codes
from texts.commands import demo as texts
from texts.commands import failures


class ScriptFailed(Exception):
    """A line can't be played; the message names it."""


async def play_script(
    simulator: Simulator, script: Path, output: Path, codes: Sequence[Codes]
) -> None:
    """Play a script, print the transcript, save the PDFs to `output`.

    Raises:
        ScriptFailed: a line can't be played, or the bot didn't answer it.
    """
    known = {
        f"{{{name}{number}}}": value
        for number, one in enumerate(codes, 1)
        for name, value in (("comprobante", one.receipt), ("codigo", one.payment_code))
    }
    async with Customer(simulator.root, "Cliente") as customer, Visitor() as visitor:
        player = _Player(customer, visitor, output)
        for number, line in enumerate(_lines(script), 1):
            text = line.strip()
            for name, value in known.items():
                text = text.replace(name, value)
            if not text or text.startswith("#"):
                continue
            try:
                await player.play(text)
            except (NoAnswer, Refused, LookupError, OSError) as error:
                why = texts.at_line(script.name, number, _why(error))
                raise ScriptFailed(why) from error


def _why(error: Exception) -> str:
    match error:
        case NoAnswer():
            return texts.NO_ANSWER
        case Refused():
            return texts.not_possible(str(error))
        case OSError():
            return failures.system(error)
        case _:
            return str(error)


def _lines(script: Path) -> list[str]:
    return script.read_text("utf-8").splitlines()


class _Player:
    def __init__(self, customer: Customer, visitor: Visitor, output: Path) -> None:
        self._customer = customer
        self._visitor = visitor
        self._output = output
        self._console = Console(soft_wrap=True, highlight=False, markup=False)
        self._mails_read = 0

    async def play(self, line: str) -> None:
        """Do what a line says and show what the bot answers."""
        self._console.print(f"\n{texts.CUSTOMER}{line}", style="bold")
        for message in await self._do(line):
            await self._show(message)

    async def _do(self, line: str) -> list[Message]:
        customer = self._customer
        word, _, rest = line.partition(" ")
        match word:
            case "@contact":
                return await customer.send_contact()
            case "@sticker":
                return await customer.send_sticker()
            case "@photo":
                return await customer.send_photo()
            case "@voice":
                return await customer.send_voice()
            case "@mail":
                return await self._follow(await self._mailed_link(), clave=rest, repetida=rest)
            case "@page":
                user, _, password = rest.partition(" ")
                return await self._follow(await self._link_in_chat(), usuario=user, clave=password)
        if line.startswith("[") and line.endswith("]"):
            return await customer.press(await self._label(line[1:-1]))
        return await customer.say(line)

    async def _label(self, wanted: str) -> str:
        for message in reversed(await self._customer.messages()):
            keyboard = (message.keyboard or {}).get("keyboard", [])
            typed = [
                key if isinstance(key, str) else key["text"] for row in keyboard for key in row
            ]
            for label in (*message.labels, *typed):
                if wanted.casefold() in label.casefold():
                    return label
        raise LookupError(texts.no_button(wanted))

    async def _mailed_link(self) -> str:
        try:
            found = await self._customer.ask("GET", "sim/mails/wait", after=self._mails_read)
        except Refused:
            raise LookupError(texts.NO_MAIL) from None
        self._mails_read = found["id"]
        links = re.findall(r"https?://\S+", found["text"])
        if not links:
            raise LookupError(texts.NO_LINK_IN_MAIL)
        self._console.print(
            f"{texts.MAIL}{found['subject']}\n{texts.INDENT}{links[0]}", style="dim"
        )
        return str(links[0])

    async def _link_in_chat(self) -> str:
        for message in reversed(await self._customer.messages()):
            for row in message.buttons:
                for button in row:
                    if "url" in button:
                        return str(button["url"])
        raise LookupError(texts.NO_LINK_IN_CHAT)

    async def _follow(self, url: str, **fields: str) -> list[Message]:
        """Fill in a page's form, then wait for what the bot says of it in the chat."""
        before = len(await self._customer.messages())
        status, page = await self._visitor.fill(url, **fields)
        if status != 200:
            text = re.sub(r"<[^>]+>|\s+", " ", page)
            raise LookupError(texts.page_refused(status, " ".join(text.split())[:300]))
        for _ in range(100):
            if len(messages := await self._customer.messages()) > before:
                return messages[before:]
            await asyncio.sleep(0.1)
        raise LookupError(texts.SAID_NOTHING)

    async def _show(self, message: Message) -> None:
        self._console.print(texts.BOT + message.text.replace("\n", f"\n{texts.INDENT}"))
        for row in message.buttons:
            labels = " ".join(f"[{button['text']}]" for button in row)
            self._console.print(f"{texts.INDENT}{labels}", style="cyan")
        if message.kind == "document" and message.file:
            self._output.mkdir(parents=True, exist_ok=True)
            path = self._output / Path(message.file["name"]).name
            path.write_bytes(await self._customer.document_bytes(message))
            self._console.print(texts.saved(path), style="green")
