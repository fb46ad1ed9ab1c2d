"""The certificate that the pages' address is served with."""

import asyncio
import ssl
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from domain.clock import ZONE

PATIENCE = 8.0


class CertificateWrong(Exception):
    """A browser doesn't accept it; the message says why."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Since when it is good, and until when; local moments."""

    begins: datetime
    ends: datetime


async def certificate_of(
    url: str, *, tls: ssl.SSLContext | None = None, patience: float = PATIENCE
) -> Certificate:
    """Fetch the certificate of an https address.

    Raises:
        CertificateWrong: it isn't good for that address, or not any more.
        OSError: nothing answers there (TimeoutError within `patience` seconds too).
    """
    parts = urlsplit(url)
    try:
        async with asyncio.timeout(patience):
            _, writer = await asyncio.open_connection(
                parts.hostname, parts.port or 443, ssl=tls or ssl.create_default_context()
            )
    except ssl.SSLCertVerificationError as error:
        raise CertificateWrong(error.verify_message) from None
    try:
        known = writer.get_extra_info("peercert")
    finally:
        writer.close()
    return Certificate(_moment(known["notBefore"]), _moment(known["notAfter"]))


def _moment(written: str) -> datetime:
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(written), ZONE)
