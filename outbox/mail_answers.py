"""What a mail server's answer says of an address: only one that is no more ends a subscription.

The table that decides is `mail_answers.toml`. Words come before codes, as a provider that takes us
for a spammer refuses every address, with any code, and none of them is to blame; and of the words,
those that speak of us, of room or of time come before those that speak of a missing mailbox.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from domain.spelling import unaccented


class Verdict(StrEnum):
    """Why a mail was not delivered."""

    ADDRESS_GONE = "address gone"
    """It says so: nobody receives mail at this address."""
    MAILBOX_FULL = "mailbox full"
    SENDER_BLAMED = "sender blamed"
    """We, our server, our message or a rule against them; the address may well be right."""
    TEMPORARY = "temporary"
    UNKNOWN = "unknown"
    """A refusal that says nothing of the address."""


_LONGEST = 4000
"""Characters read of an answer; the longest that servers give are a few hundred."""
_CODE = re.compile(r"(?<![\d.])([245]\.[0-7]\.\d{1,3})(?!\.?\d)")
_REPLY = re.compile(r"(?:^|[:;(]|\bsaid:?)\s*(?:smtp;\s*)?([245]\d\d)(?=[ -]|$)", re.MULTILINE)
_NUMBERS = re.compile(r"(?<![\d.])[245]\d\d(?=[ -])-?|#?(?<![\d.])[245]\.[0-7]\.\d{1,3}(?!\.?\d)")
_KIND = re.compile(r"\b(?:x-[\w-]+|smtp|dns|unix|local)\s*;", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>:;,()\[\]\"']+@[^\s<>:;,()\[\]\"']+")
_PLACE = re.compile(r"https?://\S+|\b(?:[\w-]+\.)+[a-z][\w-]+\b(?!\()")


@dataclass(frozen=True, slots=True)
class _Words:
    verdict: Verdict
    pattern: re.Pattern[str]
    everywhere: bool
    with_code: str


@dataclass(frozen=True, slots=True)
class _Table:
    codes: dict[str, Verdict]
    words: tuple[_Words, ...]


@cache
def _table() -> _Table:
    data = tomllib.loads(files("outbox").joinpath("mail_answers.toml").read_text("utf-8"))
    return _Table(
        {code: Verdict(row["verdict"]) for code, row in data["codes"].items()},
        tuple(
            _Words(
                Verdict(group["verdict"]),
                re.compile("|".join(group["says"])),
                group.get("everywhere", False),
                group.get("with_code", ""),
            )
            for group in data["words"]
        ),
    )


def judge(said: str) -> Verdict:
    """What an answer says: a reply in SMTP, or a report's codes and words, however many lines."""
    said = said[:_LONGEST]
    codes = _CODE.findall(said) + _REPLY.findall(said)
    by_words = _by_words(said, codes)
    if by_words not in (Verdict.ADDRESS_GONE, Verdict.UNKNOWN):
        return by_words
    by_code = {_by_code(code) for code in codes}
    for verdict in (Verdict.SENDER_BLAMED, Verdict.MAILBOX_FULL, Verdict.TEMPORARY):
        if verdict in by_code:
            return verdict
    return Verdict.ADDRESS_GONE if Verdict.ADDRESS_GONE in by_code else by_words


def _by_code(code: str) -> Verdict:
    """By the code itself, else by its class and subject (5.7), else by its class (4)."""
    table = _table().codes
    for known in (code, code.rpartition(".")[0], code[0]):
        if known in table:
            return table[known]
    return Verdict.UNKNOWN


def _by_words(said: str, codes: list[str]) -> Verdict:
    said = _KIND.sub(" ", _ADDRESS.sub(" … ", said.casefold()))
    everything = _plain(said)
    words = _plain(_PLACE.sub(" … ", _NUMBERS.sub(" ", said)))
    for group in _table().words:
        if group.with_code and group.with_code not in codes:
            continue
        if group.pattern.search(everything if group.everywhere else words):
            return group.verdict
    return Verdict.UNKNOWN


def _plain(text: str) -> str:
    """In small letters, without accents, hyphens and underscores, with single spaces."""
    text = unaccented(text).replace("’", "'").replace("_", " ")
    return " ".join(re.sub(r"(?<=[a-z])-(?=[a-z])", " ", text).split())


def is_lasting(code: int) -> bool:
    """Whether the server answers for good."""
    return 500 <= code < 600


def masked(reason: str, *addresses: str) -> str:
    """A reason in one line without any address: it is kept and logged.

    Of `addresses`, those it may be about, what stands before the @ is taken out alone as well:
    servers say "user ana.gomez unknown".
    """
    reason = _ADDRESS.sub("…", reason)
    for address in addresses:
        if name := address.partition("@")[0]:
            reason = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", reason, flags=re.IGNORECASE)
    return " ".join(reason.split())[:200]
