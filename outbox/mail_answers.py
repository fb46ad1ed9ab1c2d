"""What mail servers say of a mail they don't deliver: codes of RFC 5321 and RFC 3463."""

import re

_ENHANCED = re.compile(r"\b5\.(\d{1,3})\.(\d{1,3})\b")
_BASIC = re.compile(r"\b(5\d\d)\b")
_ANSWER = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b|(^|\W)5\d\d[ -]\D")
_ADDRESS = re.compile(r"[^\s<>]+@[^\s<>]+")
_THE_SENDERS_FAULT = {(1, 7), (1, 8)}
_THE_ADDRESS = {(2, 1), (4, 1), (4, 4), (5, 0)}
"""Mailbox closed; what Exchange and Hotmail say of a mailbox that isn't; domain that isn't."""
_BASIC_ABOUT_THE_ADDRESS = ("550", "551", "553")


def is_lasting(code: int) -> bool:
    """Whether trying again is no use."""
    return 500 <= code < 600 and code != 552  # 552: no room in the mailbox, today


def blames_address(said: str) -> bool:
    """Whether the address is at fault, not the message, its sender or a full mailbox.

    The enhanced code tells where there is one: a provider that takes us for a spammer refuses
    every address, and none of them is to blame.
    """
    if found := _ENHANCED.search(said):
        subject = (int(found[1]), int(found[2]))
        if subject != (0, 0):
            of_address = subject[0] == 1 and subject not in _THE_SENDERS_FAULT
            return of_address or subject in _THE_ADDRESS
    basic = _BASIC.search(said)
    return basic is not None and basic[1] in _BASIC_ABOUT_THE_ADDRESS


def answer_in(text: str) -> str:
    """The first line of a letter that reads like a server's answer, or ''."""
    return next((line.strip() for line in text.splitlines() if _ANSWER.search(line)), "")


def masked(reason: str, *addresses: str) -> str:
    """A reason without any address: it is kept and logged.

    Of `addresses`, those it may be about, what stands before the @ is taken out alone as well:
    servers say "user ana.gomez unknown".
    """
    reason = _ADDRESS.sub("…", reason)
    for address in addresses:
        if name := address.partition("@")[0]:
            reason = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", reason, flags=re.IGNORECASE)
    return reason[:200]
