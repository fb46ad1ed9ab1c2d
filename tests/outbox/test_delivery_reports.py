"""What letters say of our mails: reports for programs, and letters for people."""

from base64 import encodebytes
from email import message_from_bytes
from quopri import encodestring

import pytest

from outbox.delivery_reports import Returned, read_returned
from outbox.mail_answers import Verdict
from tests.outbox.letters import answer, plain, recipient, report, report_of

NAME = "123.0123456789abcdef0123456789abcdef"
ANA = "ana@example.net"


def read(letter: str) -> Returned | None:
    return read_returned(message_from_bytes(letter.encode()))


@pytest.mark.parametrize("letter", [report(NAME), plain(NAME)])
def test_a_returned_mail_names_the_mail_and_blames_its_address(letter: str) -> None:
    returned = read(letter)
    assert returned is not None
    assert returned.names == {123: NAME}
    assert returned.verdict(ANA) is Verdict.ADDRESS_GONE
    assert returned.reason.startswith("returned: ")
    assert "5.1.1" in returned.reason
    assert "ana@" not in returned.reason


@pytest.mark.parametrize(
    ("status", "diagnosis"),
    [
        ("5.2.2", "smtp; 552 5.2.2 mailbox full"),
        ("5.7.1", "smtp; 550-5.7.1 looks like unsolicited mail"),
        ("5.0.0", "smtp; 554 5.7.1 Client host [192.0.2.1] blocked"),
        ("4.4.7", "smtp; delivery time expired"),
        ("5.3.4", "smtp; 552 5.3.4 message too big"),
    ],
)
def test_a_mail_may_come_back_by_no_fault_of_its_address(status: str, diagnosis: str) -> None:
    returned = read(report(NAME, status, diagnosis))
    assert returned is not None
    assert returned.verdict(ANA) is not Verdict.ADDRESS_GONE


@pytest.mark.parametrize(
    ("status", "diagnosis"),
    [
        ("5.0.0", "smtp; 550 Unknown user"),
        ("5.4.4", "x-exchange; host not found"),
        ("5.1.10", "smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound"),
        ("5.5.0", "smtp; 550 5.5.0 Requested action not taken: mailbox unavailable"),
    ],
)
def test_servers_say_in_many_ways_that_there_is_no_such_address(
    status: str, diagnosis: str
) -> None:
    returned = read(report(NAME, status, diagnosis))
    assert returned is not None
    assert returned.verdict(ANA) is Verdict.ADDRESS_GONE


def test_a_mail_that_is_only_delayed_has_not_come_back() -> None:
    assert read(report(NAME, "4.4.1", "smtp; 451 busy", action="delayed")) is None


@pytest.mark.parametrize(
    "letter", [answer(NAME), report("otra-cosa"), "Subject: hola\n\nhola\n", ""]
)
def test_other_letters_are_no_returned_mails(letter: str) -> None:
    assert read(letter) is None


def verdict(letter: str, address: str = ANA) -> Verdict | None:
    returned = read(letter)
    return None if returned is None else returned.verdict(address)


@pytest.mark.parametrize("action", ["delayed", "relayed", "expanded", "delivered", "Delivered (x)"])
def test_what_was_not_given_up_has_not_come_back(action: str) -> None:
    assert read(report(NAME, "5.1.1", "smtp; 550 5.1.1 user unknown", action=action)) is None


@pytest.mark.parametrize("action", ["failed", "Failed", "FAILED", "failed (bad destination)"])
def test_what_was_given_up_is_told_in_many_spellings(action: str) -> None:
    assert verdict(report(NAME, action=action)) is Verdict.ADDRESS_GONE


def test_of_several_recipients_each_has_its_own_verdict() -> None:
    letter = report_of(
        NAME,
        recipient("beto@example.net", "5.1.1", "smtp; 550 5.1.1 user unknown"),
        recipient(ANA, "5.2.2", "smtp; 552 5.2.2 mailbox full"),
        recipient("carla@example.net", "4.4.1", "smtp; 451 busy", action="delayed"),
    )
    assert verdict(letter) is Verdict.MAILBOX_FULL
    assert verdict(letter, "beto@example.net") is Verdict.ADDRESS_GONE
    assert verdict(letter, "carla@example.net") is Verdict.UNKNOWN


def test_where_her_mail_is_forwarded_to_is_not_her_address() -> None:
    forwarded = recipient("otra@example.com", "5.1.1", "smtp; 550 5.1.1 user unknown")
    assert verdict(report_of(NAME, forwarded)) is Verdict.UNKNOWN
    named = "Original-Recipient: rfc822; ANA@Example.net\n" + forwarded
    assert verdict(report_of(NAME, named)) is Verdict.ADDRESS_GONE


def test_contradictory_words_end_nothing() -> None:
    twice = recipient(ANA, "5.1.1", "smtp; 550 user unknown")
    full = recipient(ANA, "5.2.2", "smtp; 552 mailbox full")
    assert verdict(report_of(NAME, twice, full)) is Verdict.UNKNOWN


def test_a_report_without_the_servers_words_has_its_status() -> None:
    bare = f"Final-Recipient: rfc822; {ANA}\nAction: failed\nStatus: "
    assert verdict(report_of(NAME, bare + "5.1.1\n")) is Verdict.ADDRESS_GONE
    assert verdict(report_of(NAME, bare + "5.0.0\n")) is Verdict.UNKNOWN


def test_words_over_several_lines_are_read_together() -> None:
    long = (
        "smtp; 550-5.1.1 The email account that you tried to reach does\n"
        "    not exist. Please try 550-5.1.1 double-checking the recipient's email address"
    )
    assert verdict(report(NAME, "5.1.1", long)) is Verdict.ADDRESS_GONE
    rate = "smtp; 550-5.2.1 The user you are trying to contact is\n receiving mail at a rate that"
    assert verdict(report(NAME, "5.2.1", rate)) is Verdict.TEMPORARY


EAI = """\
From: MAILER-DAEMON@mx.example.com
To: oficina@example.org
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=global-delivery-status; boundary="lim"

--lim
Content-Type: text/plain; charset=utf-8

No se pudo entregar.
--lim
Content-Type: message/global-delivery-status
Content-Transfer-Encoding: {encoding}

{blocks}
--lim
Content-Type: message/global-headers

From: oficina@example.org
Message-ID: <{name}@example.org>
--lim--
"""
EAI_BLOCKS = """\
Reporting-MTA: dns; mx.example.com

Final-Recipient: utf-8; ñata@peñaloza.com.ar
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown
"""


@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable"])
def test_a_report_of_an_address_beyond_ascii_is_read(encoding: str) -> None:
    blocks = EAI_BLOCKS.encode()
    encoders = {"base64": encodebytes, "quoted-printable": encodestring}
    if encoding in encoders:
        blocks = encoders[encoding](blocks)
    raw = EAI.encode().replace(b"{blocks}", blocks).replace(b"{name}", NAME.encode())
    returned = read_returned(message_from_bytes(raw.replace(b"{encoding}", encoding.encode())))
    assert returned is not None
    assert returned.names == {123: NAME}
    assert returned.verdict("ñata@peñaloza.com.ar") is Verdict.ADDRESS_GONE
    assert returned.verdict("ñata@xn--pealoza-5za.com.ar") is Verdict.ADDRESS_GONE
    assert returned.verdict("otra@peñaloza.com.ar") is Verdict.UNKNOWN


def test_the_copy_of_our_mail_may_travel_encoded() -> None:
    letter = report("ELSEWHERE").replace(
        "Message-ID: <ELSEWHERE@example.org>\n", "Subject: Factura\n"
    )
    copy = encodebytes(f"Message-ID: <{NAME}@example.org>\n".encode()).decode()
    part = f"--lim\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{copy}\n--lim--"
    assert verdict(letter.replace("--lim--", part)) is Verdict.ADDRESS_GONE


HUMAN = """\
From: {writer}
To: oficina@example.org
Subject: {subject}

{text}

------ This is a copy of the message, including all the headers. ------

From: oficina@example.org
Message-ID: <{name}@example.org>
"""


def letter_to_people(
    text: str,
    writer: str = "Mail Delivery System <MAILER-DAEMON@mx.example.com>",
    subject: str = "Mail delivery failed: returning message to sender",
) -> str:
    return HUMAN.format(writer=writer, subject=subject, text=text, name=NAME)


EXIM = """\
This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  ana@example.net
    host mx.example.net [203.0.113.9]
    SMTP error from remote mail server after RCPT TO:<ana@example.net>:
    """
YAHOO = """\
Sorry, we were unable to deliver your message to the following address.

<ana@example.net>:
"""
OPENSMTPD = """\
    Hi!

    An error has occurred while attempting to deliver a message for
    the following list of recipients:

ana@example.net: """
SENDMAIL = """\
   ----- The following addresses had permanent fatal errors -----
<ana@example.net>
    (reason: {0})

   ----- Transcript of session follows -----
... while talking to mx.example.net.:
>>> RCPT To:<ana@example.net>
<<< {0}"""


@pytest.mark.parametrize("frame", [EXIM + "{0}", YAHOO + "{0}", OPENSMTPD + "{0}", SENDMAIL])
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("550 5.1.1 No such user here", Verdict.ADDRESS_GONE),
        ("550 5.1.1 El usuario no existe", Verdict.ADDRESS_GONE),
        ("550 5.7.1 relay not permitted", Verdict.SENDER_BLAMED),
        ("552 5.2.2 Mailbox full", Verdict.MAILBOX_FULL),
    ],
)
def test_letters_for_people_are_read_as_well(frame: str, said: str, expected: Verdict) -> None:
    assert verdict(letter_to_people(frame.format(said))) is expected


def test_the_copy_of_our_mail_below_says_nothing_of_the_address() -> None:
    text = letter_to_people(EXIM + "550 rejected") + "\nno such user, account closed\n"
    assert verdict(text) is Verdict.UNKNOWN


@pytest.mark.parametrize(
    "letter",
    [
        letter_to_people("Estoy de vacaciones hasta el 5/12.", ANA, "Respuesta automática: Hola"),
        letter_to_people("Out of office. Account ana is no longer used.", ANA, "Auto: Hola"),
        letter_to_people("Para entregar su mensaje confirme que es una persona.", ANA, "Confirme"),
        letter_to_people("me llegó 550 5.1.1 user unknown de mi hermana", ANA, "Re: Factura"),
        letter_to_people(
            "ana@example.net: 550 5.1.1\nThis is a warning message only. It will be retried.",
            subject="Warning: message delayed 4 hours",
        ),
    ],
)
def test_automatic_answers_challenges_and_warnings_are_no_returned_mails(letter: str) -> None:
    assert read(letter) is None


def test_a_complaint_is_no_returned_mail() -> None:
    complaint = report(NAME).replace("report-type=delivery-status", "report-type=feedback-report")
    complaint = complaint.replace("message/delivery-status", "message/feedback-report")
    assert read(complaint) is None
