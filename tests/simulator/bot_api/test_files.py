"""Files sent, sent again by id, replaced and fetched."""

import aiohttp
import pytest
from telegram import Bot, InputMediaDocument
from telegram.error import BadRequest, TelegramError

from simulator import Customer
from simulator.web_chat.samples import PICTURE


async def test_a_document_comes_back_byte_for_byte(bot: Bot, ana: Customer) -> None:
    sent = await bot.send_document(
        ana.chat_id, b"%PDF-1.7 ...", filename="cupón.pdf", caption="<b>Tu cupón</b>",
        parse_mode="HTML",
    )  # fmt: skip
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type) == ("cupón.pdf", "application/pdf")
    assert sent.document.file_size == 12
    assert sent.caption_html == "<b>Tu cupón</b>"
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"%PDF-1.7 ..."
    assert await ana.document_bytes(await ana.last()) == b"%PDF-1.7 ..."


async def test_a_document_sent_once_goes_out_again_by_its_id(bot: Bot, ana: Customer) -> None:
    sent = await bot.send_document(ana.chat_id, b"a", filename="a.pdf")
    assert sent.document is not None
    again = await bot.send_document(ana.chat_id, sent.document.file_id)
    assert again.document == sent.document
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(ana.chat_id, sent.document.file_id)


async def test_a_photo_tells_its_size(bot: Bot, ana: Customer) -> None:
    sent = await bot.send_photo(ana.chat_id, PICTURE, caption="Acá están los códigos")
    assert [(size.width, size.height) for size in sent.photo] == [(320, 200)]
    again = await bot.send_photo(ana.chat_id, sent.photo[-1].file_id)
    assert again.photo == sent.photo


async def test_media_and_captions_change_in_place(bot: Bot, ana: Customer) -> None:
    sent = await bot.send_document(ana.chat_id, b"uno", filename="1.pdf", caption="uno")
    media = InputMediaDocument(b"dos", filename="2.pdf", caption="<i>dos</i>", parse_mode="HTML")
    edited = await bot.edit_message_media(media, ana.chat_id, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.document is not None
    assert edited.document.file_name == "2.pdf"
    assert edited.caption_html == "<i>dos</i>"
    captioned = await bot.edit_message_caption(ana.chat_id, sent.message_id, caption="VENCIDO")
    assert not isinstance(captioned, bool)
    assert captioned.caption == "VENCIDO"
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_caption(ana.chat_id, sent.message_id, caption="VENCIDO")
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", ana.chat_id, sent.message_id)


async def test_files_that_are_refused(bot: Bot, ana: Customer) -> None:
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(ana.chat_id, b"a", caption="a" * 1025)
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await bot.send_document(ana.chat_id, b"")
    with pytest.raises(BadRequest, match="Wrong file identifier/http url specified"):
        await bot.send_document(ana.chat_id, "no-such-id")
    with pytest.raises(BadRequest, match="Image_process_failed"):
        await bot.send_photo(ana.chat_id, b"no picture")
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await bot.get_file("no-such-id")
    assert await ana.messages() == []


async def test_more_than_50_megabytes(bot: Bot, ana: Customer) -> None:
    with pytest.raises(TelegramError, match="Request Entity Too Large"):
        await bot.send_document(ana.chat_id, bytes(50 * 1024 * 1024 + 1), filename="a.bin")
    with pytest.raises(TelegramError, match="Request Entity Too Large"):
        await bot.send_document(ana.chat_id, bytes(52 * 1024 * 1024), filename="a.bin")


async def test_a_customers_photo_is_fetched_as_from_telegram(bot: Bot, ana: Customer) -> None:
    await ana.ask(
        "POST", f"sim/chats/{ana.chat_id}/send", {"kind": "photo", "caption": "mi boleta"}
    )
    [update] = await bot.get_updates()
    assert update.message is not None
    assert update.message.caption == "mi boleta"
    file = await bot.get_file(update.message.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == PICTURE


async def test_downloads_need_the_token_and_the_path(
    http: aiohttp.ClientSession, bot: Bot, ana: Customer
) -> None:
    sent = await bot.send_document(ana.chat_id, b"a", filename="a.txt")
    assert sent.document is not None
    path = (await bot.get_file(sent.document.file_id)).file_path
    assert path is not None
    place = path.rpartition(f"/bot{bot.token}/")[2]
    assert (await http.get(f"/file/bot1:wrong/{place}")).status == 401
    assert (await http.get(f"/file/bot{bot.token}/documents/none.txt")).status == 404
    assert await (await http.get(f"/file/bot{bot.token}/{place}")).read() == b"a"
