"""Mails through a real SMTP server."""

import ssl
import subprocess
from datetime import datetime
from pathlib import Path
from shutil import which

import pytest

from domain.access import LIFETIME, Purpose
from domain.clock import ZONE
from domain.messages import Mail, Open
from domain.outbox import Delivery
from domain.people import User
from outbox.mail_server import MailServer as Address
from outbox.mailer import MailDelayed, Mailer, MailRefused
from tests.outbox.mail_stub import MailServer
from texts import mails

NOW = datetime(2026, 11, 24, 18, 5, tzinfo=ZONE)
FROM = "Aguas de Catamarca <oficina@example.org>"
LINK = "http://127.0.0.1/confirmar/abc_-123?x=1&y=2"
MAIL = mails.confirm_address("ana@example.net", "Ana María", LINK)


def mailer(server: MailServer, scheme: str = "smtp", who: str = "") -> Mailer:
    return Mailer(f"{scheme}://{who}127.0.0.1:{server.port}", FROM, lambda: NOW)


async def test_a_mail_arrives_with_its_text_its_button_and_its_headers() -> None:
    async with MailServer().serving() as server:
        delivery = await mailer(server).send(MAIL, "1.abc")

    assert delivery == Delivery(NOW, "127.0.0.1", "<1.abc@example.org>", "250 OK")
    [got] = server.mails
    assert got["From"] == FROM
    assert got["To"] == "ana@example.net"
    assert got["Subject"] == "Confirmá tu correo en la Oficina Virtual de Aguas de Catamarca"
    assert got["Date"] == "Tue, 24 Nov 2026 18:05:00 -0300"
    assert got["Message-ID"] == "<1.abc@example.org>"
    assert got["Auto-Submitted"] == "auto-generated"
    text, html = (part.get_content() for part in got.iter_parts())
    assert LINK in text.splitlines()
    assert text.startswith("Hola, Ana:")
    assert "(383) 4430-003" in text
    assert 'href="http://127.0.0.1/confirmar/abc_-123?x=1&amp;y=2"' in html
    assert ">Confirmar mi correo</a>" in html


async def test_markup_in_a_mail_is_text() -> None:
    sent = Mail("ana@example.net", "Hola", "Hola, <b>Ana</b>:\n\nuno\n\ndos", Open("<i>", 'x"y'))
    async with MailServer().serving() as server:
        await mailer(server).send(sent, "k")
    html = list(server.mails[0].iter_parts())[1].get_content()
    assert "&lt;b&gt;Ana&lt;/b&gt;" in html
    assert "<i>" not in html
    assert 'href="x&quot;y"' in html


@pytest.mark.parametrize(
    "answer",
    [
        "550 5.1.1 <ana@example.net> no such user",
        "550 no such user",
        "553 bad name",
        "550 5.4.1 Recipient address rejected",
        "550 5.5.0 mailbox unavailable",
        "550 5.2.1 mailbox closed",
    ],
)
async def test_a_refused_address_is_refused_for_good(answer: str) -> None:
    async with MailServer(refusals={"ana@example.net": answer}).serving() as server:
        with pytest.raises(MailRefused) as refused:
            await mailer(server).send(MAIL, "k")
    assert refused.value.by_recipient
    assert answer[:3] in str(refused.value)
    assert "example.net" not in str(refused.value)


@pytest.mark.parametrize(
    "answer",
    [
        "554 5.7.1 Client host [192.0.2.1] blocked",
        "550 5.7.1 <ana@example.net> relaying denied",
        "550 5.1.8 bad sender's system",
        "554 no",
    ],
)
async def test_an_address_is_not_to_blame_for_what_is_held_against_the_sender(answer: str) -> None:
    async with MailServer(refusals={"ana@example.net": answer}).serving() as server:
        with pytest.raises(MailRefused) as refused:
            await mailer(server).send(MAIL, "k")
    assert not refused.value.by_recipient


@pytest.mark.parametrize("answer", ["451 greylisted, come back", "450 busy", "552 mailbox full"])
async def test_an_address_that_is_busy_may_be_tried_again(answer: str) -> None:
    async with MailServer(refusals={"ana@example.net": answer}).serving() as server:
        with pytest.raises(MailDelayed, match=answer[:3]):
            await mailer(server).send(MAIL, "k")


async def test_a_refused_message_is_no_fault_of_its_address() -> None:
    async with MailServer(at_data="554 looks like spam").serving() as server:
        with pytest.raises(MailRefused) as refused:
            await mailer(server).send(MAIL, "k")
    assert not refused.value.by_recipient


async def test_a_message_not_taken_now_may_be_tried_again() -> None:
    async with MailServer(at_data="452 disk full").serving() as server:
        with pytest.raises(MailDelayed):
            await mailer(server).send(MAIL, "k")


async def test_a_server_that_is_away_is_tried_again() -> None:
    async with MailServer().serving() as server:
        pass
    with pytest.raises(MailDelayed):
        await mailer(server).send(MAIL, "k")


@pytest.mark.parametrize(
    "address", ["", "ana", "ana@", "a@b.c\nBcc: x@y.z", "a@example.net, b@example.net", "@x.org"]
)
async def test_what_is_no_address_is_refused_for_good(address: str) -> None:
    async with MailServer().serving() as server:
        with pytest.raises(MailRefused) as refused:
            await mailer(server).send(Mail(address, "Hola", "Hola"), "k")
    assert refused.value.by_recipient
    assert server.mails == []


async def test_the_user_and_password_of_the_server_are_used() -> None:
    async with MailServer().serving() as server:
        await mailer(server, who="oficina%40correo:clave%20de%3Aprueba@").send(MAIL, "k")
        with pytest.raises(MailDelayed, match="535") as wrong:
            await mailer(server, who="oficina:otra@").send(MAIL, "k")
    assert "otra" not in str(wrong.value)
    assert len(server.mails) == 1
    assert server.logged_in[0] == "oficina@correo"


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    openssl = which("openssl")
    if openssl is None:
        pytest.skip("openssl makes the certificate of this test")
    both = tmp_path_factory.mktemp("tls") / "both.pem"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(both), "-out", str(both)]
    # both go into one file: openssl writes the key first, so the certificate is appended by hand
    key, cert = both.with_suffix(".key"), both.with_suffix(".crt")
    command[-3], command[-1] = str(key), str(cert)
    subprocess.run(command, check=True, capture_output=True)
    both.write_text(key.read_text() + cert.read_text())
    return both


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
async def test_a_server_that_can_is_spoken_to_in_secret(certificate: Path, scheme: str) -> None:
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    theirs.load_cert_chain(certificate)
    ours = ssl.create_default_context(cafile=str(certificate.with_suffix(".crt")))
    at_once = scheme == "smtps"
    async with MailServer().serving(theirs, from_the_start=at_once) as server:
        url = f"{scheme}://127.0.0.1:{server.port}"
        await Mailer(url, FROM, lambda: NOW, tls=ours).send(MAIL, "k")
        with pytest.raises(MailDelayed, match=r"(?i)certificate"):
            await Mailer(url, FROM, lambda: NOW).send(MAIL, "k")
    assert len(server.mails) == 1
    assert at_once or server.encrypted == [True]


def test_a_password_leaves_this_machine_encrypted_or_not_at_all() -> None:
    assert Address.of("smtp://u:p@correo.example.org").start_tls is True
    assert Address.of("smtp://u:p@127.0.0.1:2525").start_tls is None
    assert Address.of("smtp://correo.example.org").start_tls is None
    assert Address.of("smtps://u:p@correo.example.org").start_tls is False


def test_ports_have_their_usual_values() -> None:
    assert Address.of("smtp://h").port == 587
    assert Address.of("smtps://h").port == 465
    assert Address.of("smtp://h:25").port == 25


@pytest.mark.parametrize("url", ["", "correo:25", "http://correo", "smtp://"])
def test_an_address_of_no_server_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="smtp://user:password@host:port"):
        Address.of(url)


def test_a_servers_password_is_not_shown() -> None:
    assert "secreta" not in repr(Address.of("smtp://u:secreta@h:1"))


def test_the_words_of_mails_agree_with_how_long_links_live() -> None:
    ana = User(1, "Ana", "Q", "30111222", "a@example.net", "ana.q", "", True)
    assert f"{LIFETIME[Purpose.CONFIRM].days} días" in MAIL.text
    hours = LIFETIME[Purpose.RESET].seconds // 3600
    reset = mails.reset_password(ana, LINK)
    assert f"{hours} horas" in reset.text
    assert "ana.q" in reset.text
    assert mails.password_changed(ana).action is None
