"""The site around the pages: health, styles, error pages and addresses."""

import aiohttp
import pytest

from domain.access import Purpose
from tests.web.doorway import Doorway
from web.links import Links, new_token, token_hash
from web.site import serving, site


async def test_health_answers_while_the_process_lives(doorway: Doorway) -> None:
    assert (await doorway.get("/salud")).status == 200
    assert (await doorway.get("/salud/listo")).status == 200


@pytest.mark.parametrize(("well", "status"), [(True, 200), (False, 503)])
async def test_readiness_tells_whether_the_site_can_serve(well: bool, status: int) -> None:
    async def ready() -> bool:
        return well

    app = site(Links("http://127.0.0.1"), ready=ready)
    async with (
        serving(app, "127.0.0.1", 0) as port,
        aiohttp.request("GET", f"http://127.0.0.1:{port}/salud/listo") as response,
    ):
        assert response.status == status


@pytest.mark.parametrize(
    ("address", "told"),
    [("https://oficina.example.org", "max-age=31536000"), ("http://127.0.0.1", None)],
)
async def test_where_there_is_https_browsers_are_told_to_stay_with_it(
    address: str, told: str | None
) -> None:
    async with (
        serving(site(Links(address)), "127.0.0.1", 0) as port,
        aiohttp.request("GET", f"http://127.0.0.1:{port}/salud") as response,
    ):
        assert response.headers.get("Strict-Transport-Security") == told


async def test_an_unknown_address_gets_a_page(doorway: Doorway) -> None:
    for path in ("/", "/nada", "/confirmar/", "/listo/otro", "/static/", "/static/../pages.py"):
        page = await doorway.get(path)
        assert page.status == 404, path
        assert "Acá no hay nada" in page.html


async def test_the_style_sheet_is_small_and_may_be_kept(doorway: Doorway) -> None:
    page = await doorway.get(doorway.link(Purpose.LOG_IN))
    href = page.html.partition('rel="stylesheet" href="')[2].partition('"')[0]
    style = await doorway.get(href)
    assert style.status == 200
    assert len(style.html) < 5_000
    assert "max-age" in style.response.headers["Cache-Control"]


def test_a_link_is_the_public_address_and_a_token() -> None:
    links = Links("https://oficina.example.org/bot/")
    token = new_token()
    assert len(token) == 43
    assert token != new_token()
    assert links.page(Purpose.CONFIRM, token) == (
        f"https://oficina.example.org/bot/confirmar/{token}"
    )
    assert links.page(Purpose.LOG_IN, "x") == "https://oficina.example.org/bot/ingresar/x"
    assert links.page(Purpose.RESET, "x") == "https://oficina.example.org/bot/clave/x"
    assert links.secure
    assert links.path == "/bot"
    assert len(token_hash(token)) == 64
    assert token not in token_hash(token)


@pytest.mark.parametrize("url", ["", "oficina.example.org", "ftp://x", "https://"])
def test_a_public_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="http"):
        Links(url)


def test_a_long_link_fits_a_button_of_telegram() -> None:
    assert len(Links("https://oficina.aguas.example.org").page(Purpose.RESET, new_token())) < 256
