"""How often a returned mail is rightly taken for one whose address is no more.

    python benchmarks/mail_answers.py FOLDER

FOLDER is a checkout of the Ruby library sisimai (BSD license): its `set-of-emails` has real
letters of some fifty kinds of server, its `test/public` tells the reason of each. Letters whose
reason there may be either (`filtered`, `suspend`, `onhold`, `notaccept`, `undefined`) or that speak
of several recipients of both kinds are left out. Those on the wrong side are listed.
"""

import re
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

from outbox.delivery_reports import failures_in
from outbox.mail_answers import Verdict, judge

GONE = {"userunknown", "hostunknown", "hasmoved"}
EITHER = {"filtered", "suspend", "onhold", "notaccept", "undefined"}
_CASE = re.compile(r"'(\d\d)'\s*=>\s*\[(.*?\])\]", re.DOTALL)
_REASON = re.compile(r"\['[^']*',\s*'[^']*',\s*'([^']*)'")


def letters(folder: Path) -> Iterator[tuple[str, bool, Message]]:
    """Each letter's name, whether its address is no more, and the letter."""
    for listed in sorted((folder / "test/public").glob("*.rb")):
        for number, rows in _CASE.findall(listed.read_text("utf-8", "replace")):
            file = folder / f"set-of-emails/maildir/bsd/{listed.stem}-{number}.eml"
            reasons = set(_REASON.findall(rows + "]"))
            if not reasons or reasons & EITHER or not file.exists():
                continue
            if reasons <= GONE or not reasons & GONE:
                yield file.name, reasons <= GONE, message_from_bytes(file.read_bytes())


def main(folder: Path) -> None:
    """Count, and list what is taken for the other kind."""
    counts = {(gone, said): 0 for gone in (True, False) for said in (True, False)}
    for name, gone, letter in letters(folder):
        failures = failures_in(letter)
        said = {judge(one.said) for one in failures} == {Verdict.ADDRESS_GONE}
        counts[gone, said] += 1
        if said != gone:
            print("ended" if said else "kept", name, " ".join(one.said for one in failures)[:150])
    print(f"no more: {counts[True, True]} found, {counts[True, False]} not found")
    print(f"another reason: {counts[False, True]} taken for no more, {counts[False, False]} not")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
