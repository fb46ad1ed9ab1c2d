"""The pages in a real browser: a phone's screen, no scripts, and the keyboard alone."""

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, ViewportSize

from domain.access import Purpose
from tests.web.doorway import Doorway

GOOD = "mate lluvia camión azul"
SMALL_PHONE = ViewportSize(width=320, height=568)

pytestmark = pytest.mark.slow


@pytest.fixture
async def phone(browser: Browser) -> AsyncIterator[Page]:
    """A page on a small old phone that runs no scripts."""
    context = await browser.new_context(
        viewport=SMALL_PHONE, java_script_enabled=False, is_mobile=True, has_touch=True
    )
    page = await context.new_page()
    yield page
    await context.close()


async def test_a_person_confirms_by_keyboard_alone_and_mends_a_mistake(
    doorway: Doorway, phone: Page
) -> None:
    ana = await doorway.ana()
    await phone.goto(doorway.url + doorway.link(Purpose.CONFIRM, ana))

    await phone.keyboard.type("corta")  # the cursor stands in the first field to fill in
    await phone.keyboard.press("Tab")
    await phone.keyboard.type("corta")
    await phone.keyboard.press("Enter")

    await phone.get_by_role("alert").wait_for()
    field = phone.get_by_label("Tu contraseña", exact=True)
    assert await field.get_attribute("aria-invalid") == "true"
    for part in (await field.get_attribute("aria-describedby") or "").split():
        assert await phone.locator(f"#{part}").inner_text()
    assert await phone.get_by_text("Es muy corta").is_visible()
    assert await field.input_value() == ""

    await phone.keyboard.type(GOOD)
    await phone.keyboard.press("Tab")
    await phone.keyboard.type(GOOD)
    await phone.keyboard.press("Tab")
    assert await phone.locator("button:focus").count() == 1
    await phone.keyboard.press("Enter")

    await phone.get_by_role("heading", name="¡Listo! Ya podés volver al chat").wait_for()
    button = phone.get_by_role("link", name="Volver al chat")
    assert await button.get_attribute("href") == "https://t.me/oficina_de_prueba_bot"
    assert doorway.access.chats == {77: ana.id}

    await phone.reload()  # posts nothing again
    assert await phone.get_by_role("heading", name="¡Listo!").is_visible()
    assert len(doorway.access.notes) == 1


async def test_a_person_logs_in_by_touch_and_keeps_the_name_typed(
    doorway: Doorway, phone: Page
) -> None:
    await doorway.ana(GOOD)
    await phone.goto(doorway.url + doorway.link(Purpose.LOG_IN))
    await phone.get_by_label("Usuario o correo").fill("ana@example.org")
    await phone.get_by_label("Contraseña", exact=True).fill("otra cosa")
    await phone.get_by_role("button", name="Ingresar").tap()

    await phone.get_by_text("no coinciden").wait_for()
    assert await phone.get_by_label("Usuario o correo").input_value() == "ana@example.org"
    await phone.get_by_label("Contraseña", exact=True).fill(GOOD)
    await phone.get_by_role("button", name="Ingresar").tap()

    await phone.get_by_role("heading", name="¡Listo!").wait_for()


@pytest.mark.parametrize("purpose", list(Purpose))
async def test_nothing_is_wider_than_a_small_phone_and_targets_are_large(
    doorway: Doorway, browser: Browser, purpose: Purpose
) -> None:
    long_names = {
        "first_names": "María de los Ángeles Guadalupe Esperanza",
        "email": "maria.de.los.angeles.guadalupe.esperanza.quiroga@correo.example.org",
    }
    ana = await doorway.ana(**long_names)
    page = await browser.new_page(viewport=SMALL_PHONE)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    link = doorway.link(purpose, None if purpose is Purpose.LOG_IN else ana)
    await page.goto(doorway.url + link)

    assert await page.evaluate("document.documentElement.scrollWidth") <= SMALL_PHONE["width"]
    for target in await page.locator("input:not([type=hidden]), button").all():
        box = await target.bounding_box()
        assert box is not None
        assert box["height"] >= 44
    assert complaints == []  # such as a style that the page's own policy refuses
    await page.close()
