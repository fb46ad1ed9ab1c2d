"""Whether the mail server takes us in: connect, encrypt, log in, and nothing sent."""

import asyncio
import ssl

import aiosmtplib

from outbox.mail_answers import masked
from outbox.mail_server import MailServer

PATIENCE = 10.0


class MailServerAway(Exception):
    """The server doesn't answer, or doesn't let us in; the message says why, without addresses."""


async def probe(
    server: MailServer,
    domain: str,
    *,
    tls: ssl.SSLContext | None = None,
    patience: float = PATIENCE,
) -> bool:
    """Present ourselves as `domain`, log in, say NOOP; returns whether it was encrypted.

    It takes `patience` seconds at most.

    Raises:
        MailServerAway: mails can't be handed over now.
    """
    client = aiosmtplib.SMTP(
        hostname=server.host,
        port=server.port,
        use_tls=server.tls,
        start_tls=server.start_tls,
        username=server.username or None,
        password=server.password or None,
        tls_context=tls,
        local_hostname=domain,  # else it is looked up, which may take long
        timeout=patience,
    )
    try:
        async with asyncio.timeout(patience):
            await client.connect()
            await client.noop()
            encrypted = client.get_transport_info("sslcontext") is not None
            await client.quit()
            return encrypted
    except aiosmtplib.SMTPResponseException as error:
        raise MailServerAway(masked(f"{error.code} {error.message}")) from None
    except (aiosmtplib.SMTPException, OSError) as error:
        raise MailServerAway(
            masked(f"{type(error).__name__}: {error}".removesuffix(": "))
        ) from None
    finally:
        client.close()
