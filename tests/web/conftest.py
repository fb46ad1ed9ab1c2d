"""The site with its pages, served on loopback."""

from collections.abc import AsyncIterator
from datetime import datetime

import aiohttp
import pytest
from argon2 import PasswordHasher

from domain.clock import ZONE
from tests.web.doorway import Doorway, MemoryAccess
from web.links import Links
from web.pages import pages
from web.passwords import Passwords
from web.site import serving, site


@pytest.fixture
async def doorway() -> AsyncIterator[Doorway]:
    access = MemoryAccess()
    quick = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    jar = aiohttp.CookieJar(unsafe=True)  # keeps the cookies of 127.0.0.1
    async with aiohttp.ClientSession(cookie_jar=jar) as http:
        door = Doorway("", access, http, quick, datetime(2026, 11, 24, 18, 5, tzinfo=ZONE))
        routes = pages(
            access,
            lambda: door.now,
            Links("http://127.0.0.1"),
            passwords=quick,
            bot_username="oficina_de_prueba_bot",
        )
        async with serving(site(Links("http://127.0.0.1"), routes), "127.0.0.1", 0) as port:
            door.url = f"http://127.0.0.1:{port}"
            yield door
