"""The mailbox, written to over real SMTP."""

import asyncio
from email.message import EmailMessage

import aiohttp
import aiosmtplib
import pytest

from simulator import Simulator
from simulator.mailbox.server import Mailbox


def letter(to: str = "ana@example.com") -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Oficina Virtual <oficina@example.com>"
    mail["To"] = to
    mail["Subject"] = "Confirmá tu correo — señal"
    mail.set_content("Entrá a https://example.com/c/abc. ¡Gracias!")
    mail.add_alternative(
        '<p>Entrá <a href="https://example.com/c/abc">acá</a> o '
        '<a href="https://example.com/d?a=1&amp;b=2">acá</a></p>',
        subtype="html",
    )
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="cupón.pdf")
    return mail


async def send(sim: Simulator, mail: EmailMessage) -> None:
    await aiosmtplib.send(mail, hostname=sim.host, port=sim.smtp_port)


async def test_a_mail_is_taken_apart(sim: Simulator, http: aiohttp.ClientSession) -> None:
    await send(sim, letter())
    [mail] = await (await http.get("/sim/mails")).json()
    assert mail["subject"] == "Confirmá tu correo — señal"
    assert mail["from"] == "Oficina Virtual <oficina@example.com>"
    assert mail["to"] == ["ana@example.com"]
    assert "¡Gracias!" in mail["text"]
    assert mail["html"].startswith("<p>")
    assert mail["links"] == ["https://example.com/c/abc", "https://example.com/d?a=1&b=2"]
    [attachment] = mail["attachments"]
    assert (attachment["name"], attachment["size"]) == ("cupón.pdf", 8)
    answer = await http.get(attachment["url"])
    assert (answer.content_type, await answer.read()) == ("application/pdf", b"%PDF-1.4")
    assert await (await http.get(f"/sim/mails/{mail['id']}")).json() == mail


async def test_waiting_for_a_mail(sim: Simulator, http: aiohttp.ClientSession) -> None:
    asked = {"to": "ramon@example.com", "timeout": "10"}
    waiting = asyncio.create_task(http.get("/sim/mails/wait", params=asked))
    await send(sim, letter("ana@example.com"))
    await send(sim, letter("ramon@example.com"))
    mail = await (await waiting).json()
    assert mail["to"] == ["ramon@example.com"]
    none = await http.get("/sim/mails/wait", params={"after": str(mail["id"]), "timeout": "0.1"})
    assert none.status == 404


@pytest.mark.parametrize(
    ("mode", "code"), [("reject", 550), ("defer", 451), ("full", 552), ("distrust", 550)]
)
async def test_some_recipients_are_refused(
    sim: Simulator, http: aiohttp.ClientSession, mode: str, code: int
) -> None:
    await http.put("/sim/mailbox", json={"mode": mode, "only": "ana@"})
    with pytest.raises(aiosmtplib.SMTPRecipientsRefused) as refused:
        await send(sim, letter())
    assert refused.value.recipients[0].code == code
    await send(sim, letter("ramon@example.com"))
    await http.put("/sim/mailbox", json={"mode": "accept"})
    await send(sim, letter())
    mails = await (await http.get("/sim/mails")).json()
    assert [mail["to"] for mail in mails] == [["ramon@example.com"], ["ana@example.com"]]
    await http.delete("/sim/mails")
    assert await (await http.get("/sim/mails")).json() == []


async def test_an_unknown_mode_is_refused(http: aiohttp.ClientSession) -> None:
    answer = await http.put("/sim/mailbox", json={"mode": "burn"})
    assert answer.status == 400
    assert (await answer.json())["error"] == (
        "mode must be one of accept, reject, defer, full, distrust"
    )


async def test_any_user_and_password_will_do(sim: Simulator) -> None:
    mail = letter()
    await aiosmtplib.send(
        mail, hostname=sim.host, port=sim.smtp_port, username="oficina", password="clave",
        start_tls=False,
    )  # fmt: skip
    assert len(sim.mailbox.mails) == 1


async def test_an_open_connection_does_not_hold_up_the_end() -> None:
    async with Simulator() as sim:
        _, writer = await asyncio.open_connection(sim.host, sim.smtp_port)
    writer.close()


def broken(*_: object) -> None:
    raise TypeError("this can't be looked at")


@pytest.mark.parametrize(
    ("member", "value"),
    [("handle_VRFY", property(broken)), ("_read", broken)],
    ids=["at the greeting", "at the mail"],
)
async def test_a_mailbox_that_fails_says_so_to_who_waits_for_a_mail(
    sim: Simulator,
    http: aiohttp.ClientSession,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    member: str,
    value: object,
) -> None:
    monkeypatch.setattr(Mailbox, member, value, raising=False)
    with pytest.raises(aiosmtplib.SMTPException):
        await send(sim, letter())
    none = await http.get("/sim/mails/wait", params={"timeout": "0.1"})
    assert "the mailbox failed: TypeError: this can't be looked at" in (await none.json())["error"]
    assert "a mail could not be taken" in caplog.text
