"""What a letter says of a mail of ours that could not be delivered.

Reports for programs (RFC 3464, and RFC 6533 of addresses beyond ASCII) tell of each recipient what
was done. Letters for people are recognised by flufl.bounce, and the server's answer is looked for
in them.
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from quopri import decodestring

from flufl.bounce import all_failures

from outbox.mail_address import comparable
from outbox.mail_answers import Verdict, judge, masked
from outbox.mail_names import names_in

_REPORTS = ("message/delivery-status", "message/global-delivery-status")
_ANSWER = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b|(^|\W)5\d\d[ -]\D")
_THE_COPY = re.compile(
    r"^[ >*|]*-{2,}.*\b(copy|original|below|headers?|text follows|copia|mensaje original)\b"
    r"|^.{0,40}\b(copy of (the|your) |(original )?message(\W?s)? (headers?|text) ?(follows?|:))"
    r"|^original message (headers|follows)|^(Return-Path|Received): ?",
    re.MULTILINE | re.IGNORECASE,
)
_MACHINES = re.compile(r"\b(mailer-daemon|postmaster|mail delivery|mmdf)\b", re.IGNORECASE)
_DELAYED = re.compile(r"\b(delay|warning|retras|demora|atras)", re.IGNORECASE)
_ONE_ADDRESS = re.compile(r"[^\s<>;]+@[^\s<>;]+")


@dataclass(frozen=True, slots=True)
class Failure:
    """One recipient that a mail didn't reach: the addresses it goes by, and the server's words."""

    addresses: frozenset[str]
    said: str


@dataclass(frozen=True, slots=True)
class Returned:
    """What a returned mail says. `names` are the mails it may speak of, by their items' ids."""

    names: dict[int, str]
    failures: tuple[Failure, ...]

    @property
    def reason(self) -> str:
        """The servers' words, without addresses."""
        about = (address for one in self.failures for address in one.addresses)
        return masked("returned: " + " ".join(one.said for one in self.failures), *about)

    def verdict(self, address: str) -> Verdict:
        """What it says of the address that the mail went to.

        Of another one (that it was forwarded to, or that stands beside it in the report) it says
        nothing that counts against this one.
        """
        about = [
            one.said
            for one in self.failures
            if not one.addresses or comparable(address) in one.addresses
        ]
        verdicts = {judge(said) for said in about}
        return verdicts.pop() if len(verdicts) == 1 else Verdict.UNKNOWN


def read_returned(message: Message) -> Returned | None:
    """What a mail says about one of ours that was not delivered; None if it says no such thing."""
    names = names_in(b"\n".join([message.as_bytes(), *_decoded(message)]))
    failures = failures_in(message) if names else ()
    return Returned(names, failures) if failures else None


def failures_in(message: Message) -> tuple[Failure, ...]:
    """The recipients that a mail was not delivered to, by what a letter says of it."""
    if message.get_param("report-type") == "feedback-report":  # a complaint
        return ()
    reports = [part for part in message.walk() if part.get_content_type() in _REPORTS]
    if not reports:
        return tuple(_told_to_people(message))
    blocks = (block for part in reports for block in _blocks(part))
    failures = tuple(_failure(block) for block in blocks if _is_failed(block))
    if len(failures) == 1 and not failures[0].said:  # told to people only
        return (Failure(failures[0].addresses, _answer_in(_first_text(message))),)
    return failures


def _told_to_people(message: Message) -> Iterator[Failure]:
    text = _first_text(message)
    delayed, failed = all_failures(message)
    for address in failed:
        yield _about(text, address.decode("utf-8", "replace"))
    writer, subject = str(message.get("from", "")), str(message.get("subject", ""))
    unread = not (delayed or failed or _DELAYED.search(subject))
    if unread and _MACHINES.search(writer) and (said := _answer_in(text)):
        yield Failure(frozenset(), said)


def _decoded(message: Message) -> Iterator[bytes]:
    """The parts that travel in base64 or quoted-printable, as they are meant."""
    for part in message.walk():
        if part.get_content_maintype() == "message":
            yield _raw(part)
        elif not part.is_multipart() and isinstance(
            content := part.get_payload(decode=True), bytes
        ):
            yield content


def _raw(part: Message) -> bytes:
    """A part of type message/…, which the parser has taken for a message, as it was written."""
    payload = part.get_payload()
    inner = (
        [one for one in payload if isinstance(one, Message)] if isinstance(payload, list) else []
    )
    content = b"\n\n".join(one.as_bytes().strip() for one in inner)
    match str(part.get("content-transfer-encoding", "")).strip().lower():
        case "base64":
            return b64decode(content)
        case "quoted-printable":
            return decodestring(content)
    return content


def _blocks(part: Message) -> Iterator[Message]:
    """A report's blocks of fields; the first speaks of the mail, each other of a recipient."""
    for block in re.split(r"\r?\n[ \t]*\r?\n", _raw(part).decode("utf-8", "replace")):
        yield message_from_string(block.lstrip() + "\n\n")


def _is_failed(block: Message) -> bool:
    """Whether the recipient's mail was given up: not delayed, relayed, expanded or delivered."""
    if "final-recipient" not in block and "original-recipient" not in block:
        return False
    action = _field(block, "action").split("(")[0].strip().lower()
    return action in ("failed", "failure") or (not action and _field(block, "status")[:1] == "5")


def _failure(block: Message) -> Failure:
    named = (_field(block, name) for name in ("original-recipient", "final-recipient"))
    addresses = (found[0] for one in named if (found := _ONE_ADDRESS.search(one)))
    said = (_field(block, name) for name in ("diagnostic-code", "status"))
    return Failure(
        frozenset(comparable(address) for address in addresses), "\n".join(filter(None, said))
    )


def _field(block: Message, name: str) -> str:
    return " ".join(str(block.get(name, "")).split())


def _about(text: str, address: str) -> Failure:
    """What a letter for people says of an address: the lines under it, else what looks like it."""
    _, found, after = text.partition(address)
    under = ""
    if found:
        _, _, rest = after.partition("\n")  # what stands beside the address is punctuation
        beside = after.partition("\n")[0].strip(" >:()\r")
        under = "\n".join([beside, re.split(r"\n[ \t]*\r?\n", rest.lstrip())[0]])
    said = under if judge(under) is not Verdict.UNKNOWN else _answer_in(text) or under
    return Failure(frozenset({comparable(address)}), said.strip())


def _answer_in(text: str) -> str:
    """The lines of a letter that read like a server's answer, with those that go on from them."""
    return "\n".join(line.strip() for line in text.splitlines() if _ANSWER.search(line))


def _first_text(message: Message) -> str:
    """The first text of a letter, up to the copy of ours that it carries."""
    for part in message.walk():
        if part.get_content_maintype() == "text":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                text = _decoded_text(content, part.get_content_charset("utf-8"))
                copy = _THE_COPY.search(text)
                return text[: copy.start()] if copy else text
    return ""


def _decoded_text(content: bytes, charset: str) -> str:
    try:
        return content.decode(charset, "replace")
    except LookupError:
        return content.decode("latin-1")
