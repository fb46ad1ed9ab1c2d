"""What people and files bring into a sentence can't break Telegram's HTML."""

from html.parser import HTMLParser

import pytest

from domain.accounts import Account
from domain.outcomes import NewUser
from domain.people import User
from texts.access import after_page, log_in, register
from texts.accounts import link_account
from texts.common import questions
from texts.engine import dialogue
from texts.general import menu

NASTY = '<b>O\'Higgins</b> & "Cía" <script>'
ALLOWED = {"b", "i", "u", "s", "a", "code", "pre", "blockquote"}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


ACCOUNT = Account("00100001", NASTY, "30111222", NASTY, "0012345678")
USER = User(1, NASTY, NASTY, "30111222", NASTY, NASTY, "", True)


@pytest.mark.parametrize(
    "html",
    [
        register.already_in(NASTY),
        register.email_taken(NASTY),
        register.username_taken(NASTY),
        register.summary(NewUser(NASTY, NASTY, NASTY, NASTY, NASTY, NASTY)),
        register.mail_sent(NASTY),
        link_account.wrong_pair(NASTY, NASTY),
        link_account.linked(ACCOUNT),
        link_account.linked_already(ACCOUNT),
        questions.account_line(ACCOUNT),
        log_in.already_in(NASTY),
        log_in.sure_to_log_out(NASTY),
        log_in.needs_user(link_account.ENTRY.doing),
        menu.welcome_back(NASTY, 0),
        menu.welcome_pending(NASTY),
        menu.settings(NASTY, NASTY, NASTY, 2),
        menu.HELP,
        menu.PRIVACY,
        after_page.confirmed(USER).html,
        after_page.logged_in(USER).html,
        after_page.password_changed(USER).html,
        dialogue.chosen(NASTY),
        dialogue.paused(NASTY),
        dialogue.TROUBLE,
    ],
)
def test_only_tags_that_telegram_knows_and_all_closed(html: str) -> None:
    tags = Tags()
    tags.feed(html)
    tags.close()
    assert tags.open == []
    assert tags.seen <= ALLOWED
    assert len(html) <= 4096


def test_a_label_of_an_account_fits_a_button() -> None:
    assert len(questions.account_label(Account("1", "", "", "x" * 500, ""))) <= 60
