"""A real SMTP server on loopback, that keeps what it takes and refuses what it is told to."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class MailServer:
    refusals: dict[str, str] = field(default_factory=dict)
    """Answers to RCPT, by address."""
    at_data: str = ""
    """The answer to the message itself, if it is refused."""
    smtputf8: bool = False
    """Whether it takes addresses beyond ASCII."""
    mails: list[EmailMessage] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    logged_in: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.at_data:
            return self.at_data
        assert isinstance(envelope.content, bytes)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        self.encrypted.append(session.ssl is not None)
        return "250 OK"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logged_in.append(data.login.decode())
        return AuthResult(success=data.password == b"clave de:prueba", handled=False)

    @asynccontextmanager
    async def serving(
        self, tls: ssl.SSLContext | None = None, *, from_the_start: bool = False, port: int = 0
    ) -> AsyncIterator["MailServer"]:
        server = await asyncio.get_running_loop().create_server(
            lambda: SMTP(
                self,
                hostname="correo.example.org",
                enable_SMTPUTF8=self.smtputf8,
                tls_context=None if from_the_start else tls,
                authenticator=self.authenticate,
                auth_require_tls=False,
            ),
            "127.0.0.1",
            port,
            ssl=tls if from_the_start else None,
        )
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            await server.wait_closed()
