"""Letters as mail servers write them of mails they can't deliver. Names and addresses are invented.

Each speaks of the mail called `name`, sent to ana@example.net if nothing else is said.
"""


def recipient(address: str, status: str, diagnosis: str, action: str = "failed") -> str:
    """What a report says of one recipient."""
    return f"""\
Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: {diagnosis}
"""


def report(
    name: str,
    status: str = "5.1.1",
    diagnosis: str = "smtp; 550 5.1.1 <ana@example.net>: Recipient address rejected: unknown user",
    action: str = "failed",
    to: str = "ana@example.net",
) -> str:
    """A delivery status notification (RFC 3464) of one recipient, as Postfix writes them."""
    return report_of(name, recipient(to, status, diagnosis, action))


def report_of(name: str, *recipients: str) -> str:
    """One of several recipients."""
    told = "\n".join(recipients)
    return f"""\
From: MAILER-DAEMON@mx.example.com (Mail Delivery System)
To: oficina@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="lim"

--lim
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.com. The mail could not be delivered.

--lim
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com
Arrival-Date: Tue, 24 Nov 2026 18:05:01 -0300 (-03)

{told}
--lim
Content-Type: text/rfc822-headers

From: oficina@example.org
To: ana@example.net
Subject: Factura nueva
Message-ID: <{name}@example.org>

--lim--
"""


def plain(
    name: str,
    said: str = "Sorry, no mailbox here by that name. (#5.1.1)",
    to: str = "ana@example.net",
) -> str:
    """A letter without a report for programs, as qmail writes them."""
    return f"""\
From: MAILER-DAEMON@mx.example.com
To: oficina@example.org
Subject: failure notice

Hi. This is the qmail-send program at mx.example.com.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<{to}>:
{said}

--- Below this line is a copy of the message.

Return-Path: <oficina@example.org>
From: oficina@example.org
To: ana@example.net
Message-ID: <{name}@example.org>
Subject: Factura nueva

Hola
"""


def answer(name: str) -> str:
    """What a person writes back."""
    return f"""\
From: ana@example.net
To: oficina@example.org
Subject: Re: Factura nueva
In-Reply-To: <{name}@example.org>

No me llega la factura, el mail dice 550 5.1.1. Gracias, Ana
"""
