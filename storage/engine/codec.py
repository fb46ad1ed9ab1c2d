"""Values of the domain as JSON text, for the columns that are only read whole."""

import json
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, assert_never

from domain.dialogues import LastTurn, Thread
from domain.interest import AppliedRate
from domain.invoices import Period
from domain.messages import Begin, Button, Copy, Mail, Note, Open
from domain.money import to_cents
from domain.vouchers import Voucher, VoucherKind, VoucherLine


def write_content(content: Mail | Note) -> tuple[str, str]:
    """A mail or note as its kind and its JSON."""
    match content:
        case Mail(to, subject, text, action):
            data = {"to": to, "subject": subject, "text": text}
            if action is not None:
                data |= {"label": action.label, "url": action.url}
            return "mail", _json(data)
        case Note(html, buttons):
            rows = [[_button(button) for button in row] for row in buttons]
            return "note", _json({"html": html, "buttons": rows})
        case _:
            assert_never(content)


def read_content(kind: str, text: str) -> Mail | Note:
    """What `write_content` wrote."""
    data = json.loads(text)
    if kind == "mail":
        action = Open(data["label"], data["url"]) if "url" in data else None
        return Mail(data["to"], data["subject"], data["text"], action)
    rows = tuple(tuple(_read_button(button) for button in row) for row in data["buttons"])
    return Note(data["html"], rows)


def write_period(period: Period) -> int:
    """A billed period as a number; a later one has a larger number."""
    months = period.year * 10 + period.bimester
    return (months * 100 + period.part) * 100 + period.parts


def read_period(number: int) -> Period:
    """What `write_period` wrote."""
    months, parts = divmod(number, 10_000)
    return Period(*divmod(months, 10), *divmod(parts, 100))


def recipient(content: Mail | Note) -> str | None:
    """The address that a mail goes to, kept beside it as part of its proof; None for a note."""
    return content.to if isinstance(content, Mail) else None


def mail_pattern(address: str) -> str:
    """What `write_content` wrote of a mail to that address."""
    return f'"to":{json.dumps(address)},'


def write_thread(thread: Thread | None) -> str | None:
    """A conversation under way as JSON."""
    return None if thread is None else _json([thread.script, thread.started, thread.answers])


def read_thread(text: str | None) -> Thread | None:
    """What `write_thread` wrote."""
    if text is None:
        return None
    return _thread(json.loads(text))


def write_last_turn(last: LastTurn | None) -> str | None:
    """The last turn as JSON."""
    return None if last is None else _json(asdict(last))


def read_last_turn(text: str | None) -> LastTurn | None:
    """What `write_last_turn` wrote."""
    if text is None:
        return None
    data = json.loads(text)
    for name in ("thread", "set_aside"):
        data[name] = data[name] and _thread(list(data[name].values()))
    return LastTurn(**data)


def write_voucher(voucher: Voucher) -> str:
    """A voucher as JSON, the same for the same content: 45.0 and 45.00 are both "45"."""
    return json.dumps(asdict(voucher), default=_digits, sort_keys=True, separators=(",", ":"))


def read_voucher(text: str) -> Voucher:
    """What `write_voucher` wrote."""
    data = json.loads(text)
    rate = data["rate"]
    return Voucher(
        kind=VoucherKind(data["kind"]),
        account=data["account"],
        pay_on=date.fromisoformat(data["pay_on"]),
        lines=tuple(_read_line(line) for line in data["lines"]),
        rate=AppliedRate(Decimal(rate["yearly"]), Decimal(rate["cap"])) if rate else None,
    )


def _thread(data: list[Any]) -> Thread:
    script, started, answers = data
    return Thread(script, started, tuple((name, answer) for name, answer in answers))


def _read_line(data: dict[str, Any]) -> VoucherLine:
    return VoucherLine(
        reference=data["reference"],
        due=date.fromisoformat(data["due"]),
        amount=to_cents(Decimal(data["amount"])),
        period=Period(**data["period"]) if data["period"] else None,
        days_late=data["days_late"],
        interest=to_cents(Decimal(data["interest"])),
    )


def _button(button: Button) -> list[object]:
    match button:
        case Begin(label, script, answers):
            return ["begin", label, script, answers]
        case Open(label, url):
            return ["open", label, url]
        case Copy(label, text):
            return ["copy", label, text]
        case _:
            assert_never(button)


def _read_button(data: list[Any]) -> Button:
    match data:
        case ["begin", label, script, answers]:
            return Begin(label, script, tuple((name, answer) for name, answer in answers))
        case ["open", label, url]:
            return Open(label, url)
        case ["copy", label, text]:
            return Copy(label, text)
        case _:
            raise ValueError(f"no button is kept as {data!r}")


def _digits(value: object) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _json(data: object) -> str:
    return json.dumps(data, separators=(",", ":"))
