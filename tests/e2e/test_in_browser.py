"""The whole road by hand: a newcomer in the web chat, with a real browser."""

from pathlib import Path

from playwright.async_api import Browser, Locator, Page, expect

from tests.e2e.whole_office import PASSWORD, WholeOffice

WAITS = 30_000  # milliseconds


async def write(page: Page, text: str) -> None:
    await page.get_by_label("Mensaje", exact=True).fill(text)
    await page.keyboard.press("Enter")


async def hears(log: Locator, text: str) -> None:
    await expect(log.get_by_text(text).last).to_be_visible(timeout=WAITS)


async def press(log: Locator, label: str) -> None:
    await log.get_by_role("button", name=label).last.click()


async def test_from_start_to_the_voucher_by_hand(
    office: WholeOffice, browser: Browser, tmp_path: Path
) -> None:
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    await page.goto(office.simulator.web_url)
    log = page.get_by_role("log")

    await page.get_by_role("button", name="INICIAR").click()
    await hears(log, "Soy la Oficina Virtual")
    await press(log, "Crear usuario")
    for expected, text in (
        ("¿Cuál es tu nombre?", "Ana María"),
        ("¿Y tu apellido?", "Gómez"),
        ("¿Cuál es tu número de DNI?", "25.708.059"),
        ("¿Cuál es tu correo electrónico?", "ana@example.org"),
        ("¿Qué nombre de usuario querés?", "ana.gomez"),
    ):
        await hears(log, expected)
        await write(page, text)
    await hears(log, "¿Querés dejarnos un teléfono?")
    await page.get_by_role("button", name="Compartir mi teléfono").click()
    await hears(log, "Fijate si está todo bien")
    await hears(log, "+5493834000000")
    await press(log, "Está todo bien, crear usuario")
    await hears(log, "Te mandé un mail")

    await page.get_by_role("button", name="Confirmá tu correo").click()
    await page.screenshot(path=tmp_path / "mail.png")
    async with page.expect_popup() as opening:
        mail = page.locator("#letter")
        frame = mail.frame_locator("iframe")
        letter = frame if await mail.locator("iframe").count() else mail
        await letter.get_by_role("link").first.click()
    form = await opening.value
    await form.get_by_label("contraseña", exact=False).first.fill(PASSWORD)
    await form.locator("input[name=repetida]").fill(PASSWORD)
    await form.screenshot(path=tmp_path / "password.png")
    await form.get_by_role("button").last.click()
    await expect(form.get_by_role("heading").last).to_be_visible()
    await form.close()
    await hears(log, "Tu correo quedó confirmado")

    await press(log, "Vincular mi cuenta")
    await hears(log, "¿Cuál es el Comp. Nº?")
    await expect(log.get_by_role("img").last).to_be_visible()
    await write(page, office.sample.a_few_overdue.receipt)
    await hears(log, "¿Y el Código de Pago Electrónico?")
    await write(page, office.sample.a_few_overdue.payment_code)
    await hears(log, "La cuenta quedó vinculada")
    await press(log, "Ver qué debo")
    await hears(log, "Vencido")
    await press(log, "Pagar lo vencido")
    await hears(log, "¿Qué día vas a pagar?")
    await press(log, "Mañana")
    await hears(log, "Si pagás el")
    await press(log, "Confirmar")
    await hears(log, "Comprobante Nº")
    await page.screenshot(path=tmp_path / "voucher-in-chat.png")
    await expect(log.get_by_role("button", name="Copiar código de Pago Fácil")).to_be_visible()

    await log.get_by_text("comprobante-").last.click()
    await expect(page.get_by_title("comprobante-")).to_be_visible()
    await page.wait_for_timeout(1500)  # the browser's own viewer draws the PDF
    await page.screenshot(path=tmp_path / "demo.png")
    assert complaints == []
    assert await office.count("vouchers") == 1
