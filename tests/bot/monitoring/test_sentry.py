"""Errors on their way to Sentry: what its server is sent holds no more than the log."""

import asyncio
import gzip
import io
import json
import logging
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web

from bot.monitoring.logs import configure, during_turn
from bot.monitoring.sentry import reporting
from bot.settings import SettingsIncomplete
from web.site import serving

SECRETS = ("Zulema", "Quiroga", "25708059", "zulema@example.org", "mate lluvia", "tok3n")


@dataclass
class Ingest:
    """What stands in for Sentry: it takes envelopes, and keeps them."""

    dsn: str = ""
    envelopes: list[bytes] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        body = await request.read()
        zipped = request.headers.get("Content-Encoding") == "gzip" and body[:2] == b"\x1f\x8b"
        self.envelopes.append(gzip.decompress(body) if zipped else body)
        return web.json_response({})

    def events(self) -> list[dict[str, Any]]:
        """The events sent: after an envelope's header each has a header of its own."""
        lines = [line for one in self.envelopes for line in one.decode().splitlines()[1:]]
        kinds = zip(lines[::2], lines[1::2], strict=True)
        return [json.loads(body) for head, body in kinds if json.loads(head)["type"] == "event"]


@pytest.fixture
async def ingest() -> AsyncIterator[Ingest]:
    ingest = Ingest()
    app = web.Application()
    app.add_routes([web.post("/api/7/envelope/", ingest.take)])
    async with serving(app, "127.0.0.1", 0, logged=False) as port:
        ingest.dsn = f"http://key@127.0.0.1:{port}/7"
        yield ingest


@pytest.fixture(autouse=True)
def logging_whole(stream: io.StringIO) -> None:
    configure("json", "DEBUG", stream)


def fail(password: str) -> None:
    """Raises what quotes a person, as a person's words go through the program."""
    who = {"name": "Zulema Quiroga", "document": "25708059"}
    try:
        int(who["name"])
    except ValueError as error:
        raise ConnectionRefusedError(111, "Connection refused", "zulema@example.org") from error


async def report(ingest: Ingest) -> None:
    """Log an error with all of it, while errors are reported."""

    def logs() -> None:
        log = logging.getLogger("handlers.updates")
        with reporting(ingest.dsn), during_turn(7, "1f2e"):
            log.info("a breadcrumb of %s", "Zulema")
            try:
                fail("mate lluvia")
            except OSError:
                log.exception("update %d of %s failed", 7, "zulema@example.org: /clave/tok3n")

    await asyncio.to_thread(logs)


async def test_an_error_is_sent_with_its_place_and_its_turn(ingest: Ingest) -> None:
    await report(ingest)
    [event] = ingest.events()
    assert event["logentry"]["message"] == "update 7 of [mail]: /clave/[token] failed"
    assert event["tags"] == {"update_id": "7", "chat": "1f2e"}
    first, second = event["exception"]["values"]
    assert (first["type"], first["value"]) == ("ValueError", "[message left out]")
    assert second["type"] == "ConnectionRefusedError"
    assert second["value"].startswith("[Errno 111] Connection refused")
    assert second["stacktrace"]["frames"][-1]["function"] == "fail"


async def test_nobodys_data_are_sent(ingest: Ingest) -> None:
    await report(ingest)
    assert ingest.events()
    sent = b"".join(ingest.envelopes).decode()
    assert [secret for secret in (*SECRETS, "breadcrumb") if secret in sent] == []


async def test_nothing_is_sent_without_a_dsn_or_below_an_error(ingest: Ingest) -> None:
    def logs(dsn: str) -> None:
        with reporting(dsn):
            logging.getLogger("bot").warning("it is late")
            if not dsn:
                logging.getLogger("bot").error("it failed")

    for dsn in ("", ingest.dsn):
        await asyncio.to_thread(logs, dsn)
    assert ingest.events() == []


def test_what_is_no_dsn_is_told_by_its_setting() -> None:
    with pytest.raises(SettingsIncomplete, match="OFICINA_SENTRY_DSN"), reporting("sentry.io"):
        pass


def test_without_the_library_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentry_sdk", None)
    with pytest.raises(SettingsIncomplete, match="pip install"), reporting("http://k@h/1"):
        pass
