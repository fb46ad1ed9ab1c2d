"""A real DNS server on loopback, for one zone written by hand."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast

import dns.message
import dns.rrset
from dns.asyncresolver import Resolver
from dns.rcode import NXDOMAIN, REFUSED


@dataclass
class Zone(asyncio.DatagramProtocol):
    """`records` by (name, type); other names don't exist, unless it refuses all questions."""

    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    refuses: bool = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.DatagramTransport, transport)  # so only from 3.12 on

    def datagram_received(self, data: bytes, address: tuple[str, int]) -> None:
        query = dns.message.from_wire(data)
        answer = dns.message.make_response(query)
        [question] = query.question
        name = question.name.to_text().lower()
        found = self.records.get((name, question.rdtype.name), [])
        if found:
            answer.answer.append(dns.rrset.from_text_list(name, 60, "IN", question.rdtype, found))
        elif not any(known == name for known, _ in self.records):
            answer.set_rcode(NXDOMAIN)
        if self.refuses:
            answer = dns.message.make_response(query)
            answer.set_rcode(REFUSED)
        self.transport.sendto(answer.to_wire(), address)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Resolver]:
        """A resolver that asks this server alone."""
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(lambda: self, ("127.0.0.1", 0))
        resolver = Resolver(configure=False)
        resolver.nameservers = ["127.0.0.1"]
        resolver.port = transport.get_extra_info("sockname")[1]
        resolver.lifetime = 5
        try:
            yield resolver
        finally:
            transport.close()
