import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest
from telegram import (
    Bot,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)

from simulator import Customer, Simulator


@pytest.fixture
async def sim() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def bot(sim: Simulator) -> AsyncIterator[Bot]:
    """The real python-telegram-bot, talking to the simulator over HTTP."""
    async with Bot(
        sim.token, base_url=f"{sim.root}/bot", base_file_url=f"{sim.root}/file/bot"
    ) as bot:
        yield bot


@pytest.fixture
async def ana(sim: Simulator) -> AsyncIterator[Customer]:
    async with Customer(sim.root, name="Ana Pérez", quiet=0.05, patience=5) as customer:
        yield customer


@pytest.fixture
async def http(sim: Simulator) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(sim.web_url) as session:
        yield session


VOUCHER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R
/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 49>>stream
BT /F 20 Tf 40 120 Td (Documento de prueba) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
"""

GREETING = (
    "¡Hola, <b>{name}</b>! Soy la <i>Oficina Virtual</i> de Aguas de Catamarca.\n"
    "Podés <u>pagar</u>, ver tus facturas o hacer un reclamo.\n"
    "<blockquote expandable>Para vincular tu cuenta necesitás dos códigos de tu factura.\n"
    "Están arriba a la derecha.\nSi no la tenés, escribí /ayuda.\nTe esperamos.</blockquote>"
)


async def answer(bot: Bot, update: Update) -> None:
    """A little bot to talk with: greets, shows buttons, sends a document."""
    query = update.callback_query
    if query is not None and query.message is not None:
        match query.data:
            case "voucher":
                await query.answer()
                chat = query.message.chat.id
                await bot.send_chat_action(chat, "upload_document")
                markup = InlineKeyboardMarkup(
                    [[InlineKeyboardButton("Copiar el código", copy_text=CopyTextButton("123456"))]]
                )
                await bot.send_document(
                    chat,
                    VOUCHER,
                    filename="cupon-vencido.pdf",
                    caption="Tu cupón. Código: <code>123456</code>",
                    parse_mode="HTML",
                    reply_markup=markup,
                )
            case "alert":
                await query.answer("Cinco intentos. Probá en una hora.", show_alert=True)
            case _:
                await query.answer("¡Anotado!")
                await bot.edit_message_text(
                    "Elegiste mañana.", query.message.chat.id, query.message.message_id
                )
        return
    message = update.message
    if message is None:
        return
    chat = message.chat.id
    if message.text == "/start":
        markup = InlineKeyboardMarkup(
            [
                [InlineKeyboardButton("Cupón de deuda vencida", callback_data="voucher")],
                [
                    InlineKeyboardButton("Mañana", callback_data="tomorrow"),
                    InlineKeyboardButton("Intentos", callback_data="alert"),
                ],
                [InlineKeyboardButton("Comunidad", url="https://example.com/comunidad")],
            ]
        )
        name = message.from_user.first_name if message.from_user else ""
        await bot.send_message(
            chat, GREETING.format(name=name), parse_mode="HTML", reply_markup=markup
        )
    elif message.text == "/telefono":
        keyboard = ReplyKeyboardMarkup(
            [[KeyboardButton("Compartir mi teléfono", request_contact=True)], ["Ahora no"]],
            resize_keyboard=True,
        )
        await bot.send_message(chat, "¿Me pasás tu teléfono?", reply_markup=keyboard)
    elif message.contact:
        text = f"Gracias, anoté {message.contact.phone_number}."
        await bot.send_message(chat, text, reply_markup=ReplyKeyboardRemove())
    elif message.text != "callate":
        await bot.send_message(chat, f"Dijiste: {message.text or 'algo sin texto'}")


@pytest.fixture
async def talking_bot(bot: Bot) -> AsyncIterator[Bot]:
    """The little bot, taking updates by long polling and answering them."""

    async def poll() -> None:
        offset = 0
        while True:
            for update in await bot.get_updates(offset, timeout=10):
                offset = update.update_id + 1
                await answer(bot, update)

    await bot.set_my_commands(
        [("start", "Empezar"), ("telefono", "Dejar tu teléfono"), ("ayuda", "Cómo se usa")]
    )
    polling = asyncio.create_task(poll())
    yield bot
    polling.cancel()
    with suppress(asyncio.CancelledError):
        await polling


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A server for each test takes its time."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.slow)
