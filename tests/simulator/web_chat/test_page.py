"""The web chat in a real browser, with a bot that answers."""

from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import pytest
from playwright.async_api import Browser, Page, expect
from telegram import Bot

from simulator import Simulator

pytestmark = pytest.mark.slow


async def write(page: Page, text: str) -> None:
    await page.get_by_label("Mensaje", exact=True).fill(text)
    await page.keyboard.press("Enter")


def confirmation(link: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Oficina Virtual <oficina@example.com>"
    mail["To"] = "ana@example.com"
    mail["Subject"] = "Confirmá tu correo"
    mail.set_content(f"Hola, Ana:\n\nEntrá acá para confirmar tu correo:\n{link}\n\nGracias.")
    return mail


async def test_a_newcomer_finds_everything(
    sim: Simulator, talking_bot: Bot, browser: Browser, tmp_path: Path
) -> None:
    await talking_bot.set_my_description("Pagá tus facturas de agua sin salir de casa.")
    sim.world.notes.append({"title": "Código de cliente", "text": "000123456"})
    page = await browser.new_page(viewport={"width": 1360, "height": 820})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await page.goto(sim.web_url)

    await expect(page.get_by_text("Simulador de Telegram — todo es de mentira")).to_be_visible()
    await expect(page.get_by_text("Pagá tus facturas de agua")).to_be_visible()
    await page.get_by_role("button", name="INICIAR").click()
    log = page.get_by_role("log")
    await expect(log.locator("b")).to_have_text("Ana")

    await write(page, "/telefono")
    await page.get_by_role("button", name="Compartir mi teléfono").click()
    await expect(log.get_by_text("Gracias, anoté +5493834000000.")).to_be_visible()

    await page.get_by_role("button", name="Intentos").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Cinco intentos")
    await page.keyboard.press("Enter")

    await page.get_by_label("Mensaje", exact=True).press_sequentially("/")
    await expect(page.get_by_role("option", name="Dejar tu teléfono")).to_be_visible()
    await page.get_by_label("Mensaje", exact=True).fill("")

    await page.get_by_role("button", name="Cupón de deuda vencida").click()
    await page.get_by_role("button", name="Copiar el código").click()
    assert await page.evaluate("navigator.clipboard.readText()") == "123456"
    comunidad = page.get_by_role("link", name="Comunidad")
    assert await comunidad.get_attribute("target") == "_blank"

    await aiosmtplib.send(
        confirmation(f"{sim.web_url}confirmar/abc"), hostname=sim.host, port=sim.smtp_port
    )
    await page.get_by_role("button", name="Confirmá tu correo").click()
    link = page.get_by_role("link", name="confirmar/abc")
    assert await link.get_attribute("href") == f"{sim.web_url}confirmar/abc"
    await page.screenshot(path=tmp_path / "chat.png")

    await log.get_by_text("cupon-vencido.pdf").click()
    await expect(page.get_by_title("cupon-vencido.pdf")).to_be_visible()
    await expect(page.get_by_role("link", name="Descargar")).to_be_visible()
    await page.screenshot(path=tmp_path / "document.png")

    await page.get_by_role("button", name="Nuevo cliente").click()
    await page.keyboard.type("Ramón Díaz")
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="INICIAR").click()
    await expect(log.locator("b")).to_have_text("Ramón")
    await page.get_by_role("button", name="Ana Pérez").click()
    await expect(log.locator("b")).to_have_text("Ana")
    assert complaints == []


async def test_a_phone_shows_one_pane_at_a_time(
    sim: Simulator, talking_bot: Bot, browser: Browser, tmp_path: Path
) -> None:
    page = await browser.new_page(viewport={"width": 390, "height": 760})
    await page.goto(sim.web_url)
    await page.get_by_role("button", name="INICIAR").click()
    await expect(page.get_by_role("button", name="Mañana")).to_be_visible()
    await page.screenshot(path=tmp_path / "phone.png")
    await page.get_by_role("button", name="Mañana").click()
    await expect(page.get_by_role("log").get_by_text("Elegiste mañana.")).to_be_visible()
    await expect(page.get_by_text("¡Anotado!")).to_be_visible()
    await page.locator(".panes").get_by_role("button", name="Clientes").click()
    await expect(page.get_by_role("button", name="Nuevo cliente")).to_be_visible()


async def test_the_keyboard_suffices(sim: Simulator, talking_bot: Bot, browser: Browser) -> None:
    page = await browser.new_page()
    await page.goto(sim.web_url)
    text = page.get_by_label("Mensaje", exact=True)
    await expect(text).to_be_focused()
    await page.keyboard.type("/st")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Mañana")
    await expect(button).to_be_visible()
    await expect(text).to_be_focused()
    for _ in range(12):
        await page.keyboard.press("Shift+Tab")
        if await button.evaluate("node => node === document.activeElement"):
            break
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log").get_by_text("Elegiste mañana.")).to_be_visible()
