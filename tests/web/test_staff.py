"""The staff's page, over real HTTP."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta

import aiohttp
import pytest
from argon2 import PasswordHasher

from domain.announcements import Announced
from domain.clock import ZONE
from domain.invoices import Period
from domain.learning import Question
from domain.notices import Channel, Entry, Figures, NoticeKind
from tests.web.doorway import Doorway, MemoryAccess
from web.links import Links
from web.passwords import Passwords
from web.site import serving, site
from web.staff import Staff, staff_pages

PASSWORD = "represa del jumeal"
NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)


class OneNotice:
    """A ledger with one period, one notice told late."""

    async def figures(self, now: datetime, periods: int = 6) -> tuple[Figures, ...]:
        period = Period(2026, 5)
        return (Figures(period, NoticeKind.NEW_INVOICE, Channel.TELEGRAM, 812, 700, 12, 3),)

    async def late(self, now: datetime, limit: int = 100) -> tuple[Entry, ...]:
        kind, way, due = NoticeKind.NEW_INVOICE, Channel.TELEGRAM, date(2026, 11, 26)
        return (Entry("00012-00000001", "00100001", kind, way, due, NOON, NOON, None, "", True),)


async def one_announcement() -> tuple[Announced, ...]:
    return (Announced("Corte <i>programado</i>", NOON, Channel.EMAIL, 951, 940, 4),)


async def one_question(since: datetime) -> tuple[Question, ...]:
    return (Question(1, "<b>venden</b> bidones?", "donde_pago", NOON),)


@pytest.fixture
async def personal() -> AsyncIterator[Doorway]:
    access = MemoryAccess()
    quick = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    jar = aiohttp.CookieJar(unsafe=True)  # keeps the cookies of 127.0.0.1
    links = Links("http://127.0.0.1")
    async with aiohttp.ClientSession(cookie_jar=jar) as http:
        door = Doorway("", access, http, quick, NOON)
        hashed = await quick.hash(PASSWORD)
        staff = Staff(hashed, access, OneNotice(), one_announcement, one_question, lambda: door.now)
        async with serving(site(links, staff_pages(staff, links, quick)), "127.0.0.1", 0) as port:
            door.url = f"http://127.0.0.1:{port}"
            yield door


async def test_without_the_password_nothing_is_shown(personal: Doorway) -> None:
    shown = await personal.get("/personal")
    assert "Contraseña del personal" in shown.html
    assert "812" not in shown.html


async def test_with_the_password_the_figures_and_the_questions_are_shown(
    personal: Doorway,
) -> None:
    shown = await personal.post("/personal", clave=PASSWORD)
    assert shown.response.url.path == "/personal"
    for cell in ("5.º bimestre 2026", "812", "700", "12", "100", "00012-00000001"):
        assert cell in shown.html
    for cell in ("Corte &lt;i&gt;programado&lt;/i&gt;", "951", "940", "<td>7</td>"):
        assert cell in shown.html
    assert "&lt;b&gt;venden&lt;/b&gt; bidones?" in shown.html


async def test_a_wrong_password_opens_nothing_and_five_make_tries_rest(personal: Doorway) -> None:
    for _ in range(5):
        wrong = await personal.post("/personal", clave="otra cosa")
        assert wrong.status == 400
        assert "no es correcta" in wrong.html
    resting = await personal.post("/personal", clave=PASSWORD)
    assert resting.status == 429
    assert "812" not in resting.html


async def test_tries_at_once_are_counted_one_by_one(personal: Doorway) -> None:
    await personal.get("/personal")
    tries = (personal.post("/personal", clave=f"otra {number}") for number in range(12))
    statuses = [one.status for one in await asyncio.gather(*tries)]
    assert sorted(statuses) == [400] * 5 + [429] * 7


async def test_a_session_ends_by_itself_and_by_leaving(personal: Doorway) -> None:
    shown = await personal.post("/personal", clave=PASSWORD)
    personal.now += timedelta(hours=11)
    assert "812" not in (await personal.get("/personal")).html
    personal.now -= timedelta(hours=11)
    async with personal.http.post(
        f"{personal.url}/personal/salir", data={"guardia": shown.guard}
    ) as left:
        assert "812" not in await left.text()


async def test_a_forged_session_is_none(personal: Doorway) -> None:
    for forged in ("99999999999.", f"9999999999.{'0' * 64}", "é.x", "-1.0"):
        cookies = {"personal": forged.encode().decode("latin-1")}
        async with (
            aiohttp.ClientSession(cookies=cookies) as http,
            http.get(f"{personal.url}/personal") as shown,
        ):
            assert "812" not in await shown.text()


async def test_a_post_from_another_site_logs_nobody_in(personal: Doorway) -> None:
    async with personal.http.post(f"{personal.url}/personal", data={"clave": PASSWORD}) as forged:
        assert forged.status == 400
        assert "812" not in await forged.text()


async def test_where_no_password_is_set_there_is_no_page() -> None:
    links = Links("http://127.0.0.1")
    staff = Staff("", MemoryAccess(), OneNotice(), one_announcement, one_question, lambda: NOON)
    assert staff_pages(staff, links) == []
