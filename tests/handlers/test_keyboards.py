"""What a button carries, there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton

from conversations.engine.replies import Answer, Control, PageTurn
from domain.messages import Begin, Copy, Open
from handlers.keyboards import inline, pressed_key, with_contact

names = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=20)
values = st.text("abcdefghijklmnopqrstuvwxyzáéí0123456789-.~/ ", max_size=15)


def data(key: Answer | PageTurn | Control | Begin) -> str:
    markup = inline(((key,),))
    assert markup is not None
    carried = markup.inline_keyboard[0][0].callback_data
    assert isinstance(carried, str)
    assert len(carried.encode()) <= 64
    return carried


@given(names, values)
def test_an_answer_comes_back_as_it_was(question: str, value: str) -> None:
    assert pressed_key(data(Answer("Sí", question, value))) == Answer("", question, value)


@given(names, st.integers(0, 99))
def test_a_page_comes_back(question: str, view: int) -> None:
    assert pressed_key(data(PageTurn("›", question, view))) == PageTurn("", question, view)


def test_beginnings_and_controls_come_back() -> None:
    begin = Begin("Pagar", "overdue_voucher", (("account", "00100001"), ("pay_on", "2026-11-24")))
    assert pressed_key(data(begin)) == Begin("", begin.script, begin.answers)
    assert pressed_key(data(Begin("Menú", "menu"))) == Begin("", "menu")
    assert pressed_key(data(Control("Volver", "back"))) == Control("", "back")


@pytest.mark.parametrize("carried", ["", "a", "a:", "zz:x", "v:question:x", "v:question:-1", ":::"])
def test_what_is_no_button_of_ours(carried: str) -> None:
    assert pressed_key(carried) is None


def test_too_much_for_a_button_is_refused_here_and_not_by_telegram() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        data(Answer("x", "question", "ñ" * 30))


def test_links_and_copies() -> None:
    markup = inline(((Open("Ir", "https://example.org"), Copy("Copiar", "123")), ()))
    assert markup is not None
    ((link, copy),) = markup.inline_keyboard
    assert isinstance(link, InlineKeyboardButton)
    assert link.url == "https://example.org"
    assert copy.copy_text is not None
    assert copy.copy_text.text == "123"


def test_no_buttons_is_no_keyboard() -> None:
    assert inline(()) is None
    assert inline(((),)) is None


def test_the_contact_button_stands_above_the_others() -> None:
    markup = with_contact("Compartir", ((Answer("Prefiero no", "phone", "-"),),))
    first, second = markup.keyboard
    assert first[0].request_contact
    assert second[0].text == "Prefiero no"
