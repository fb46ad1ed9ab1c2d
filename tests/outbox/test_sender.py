"""The sender, over a queue in memory, a Bot API and an SMTP server on loopback."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.telegram.transport import AiohttpRequest
from domain.clock import ZONE
from domain.messages import Begin, Buttons, Mail, Note
from domain.outbox import CLAIM, Owed
from outbox.chat import Chats
from outbox.mail_answers import Verdict
from outbox.mail_names import MailNames
from outbox.mailer import Mailer
from outbox.sender import LONGEST_WAIT, TRIES, Sender, wait_after
from tests.outbox.mail_stub import MailServer
from tests.outbox.memory_outbox import MemoryOutbox, until
from tests.outbox.telegram_stub import TelegramStub, error

MAIL = Mail("ana@example.net", "Hola", "Hola, Ana:\n\nUno.")


def keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(b.label, callback_data="x") for b in row] for row in buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def now() -> datetime:
    return datetime.now(ZONE)


class Post:
    """A sender at work, with the queue before it and the servers behind it."""

    def __init__(self, telegram: TelegramStub, mails: MailServer) -> None:
        self.outbox = MemoryOutbox()
        self.telegram = telegram
        self.mails = mails
        self.blocked: list[Owed] = []
        self.refused: list[tuple[Owed, Verdict]] = []
        self.delayed: list[tuple[Owed, Verdict]] = []
        self.running: asyncio.Task[None]
        self.now = now

    async def owe(self, *texts: str, chat: int = 77) -> None:
        for text in texts:
            await self.outbox.plan(Note(text), key=text, now=now(), chat_id=chat)

    async def owe_mail(self, key: str = "mail") -> None:
        await self.outbox.plan(MAIL, key=key, now=now())

    @asynccontextmanager
    async def sender(self, **settings: float) -> AsyncIterator[Sender]:
        async def on_blocked(item: Owed) -> None:
            self.blocked.append(item)

        async def on_refused(item: Owed, verdict: Verdict, reason: str) -> None:
            self.refused.append((item, verdict))

        async def on_delayed(item: Owed, verdict: Verdict, reason: str) -> None:
            self.delayed.append((item, verdict))

        bot = Bot(
            "1:x",
            base_url=f"{self.telegram.root}/bot",
            request=AiohttpRequest(),
            get_updates_request=AiohttpRequest(),
        )
        async with bot:
            sender = Sender(
                self.outbox,
                Chats(bot, keyboard),
                Mailer(f"smtp://127.0.0.1:{self.mails.port}", "o@example.org", now),
                MailNames("secreto"),
                lambda: self.now(),
                on_blocked=on_blocked,
                on_mail_refused=on_refused,
                on_mail_delayed=on_delayed,
                **{"pace": 500, "poll": 0.02} | settings,  # type: ignore[arg-type]
            )
            self.running = asyncio.create_task(sender.run())
            try:
                yield sender
            finally:
                sender.stop()
                with suppress(asyncio.CancelledError):  # killed
                    await self.running

    def kill(self) -> None:
        """End the sender as a crash would: nothing more is sent or written by it."""
        self.running.cancel()


@pytest.fixture
async def post() -> AsyncIterator[Post]:
    async with TelegramStub().serving() as telegram, MailServer().serving() as mails:
        yield Post(telegram, mails)


async def test_what_is_owed_goes_out_once_and_is_settled(post: Post) -> None:
    await post.owe("uno", "dos", "tres")
    await post.owe_mail()
    async with post.sender():
        await until(lambda: not post.outbox.left)
    assert sorted(post.telegram.texts) == ["dos", "tres", "uno"]
    assert len(post.mails.mails) == 1
    assert all(row.settled for row in post.outbox.rows.values())


async def test_what_was_sent_is_proved_by_what_the_carriers_answered(post: Post) -> None:
    await post.owe("uno")
    await post.owe_mail()
    at = datetime(2026, 11, 24, 12, tzinfo=ZONE)
    post.now = lambda: at
    post.outbox.rows[1].due = post.outbox.rows[2].due = at
    async with post.sender():
        await until(lambda: not post.outbox.left)
    note, mail = post.outbox.deliveries[1], post.outbox.deliveries[2]
    assert note is not None
    assert (note.handed_at, note.carrier, note.message_id) == (at, "@oficina_de_prueba_bot", "1")
    assert note.reply.startswith("ok, date 1969-12-31T21:00:00"), "the date that Telegram tells"
    assert mail is not None
    assert mail.message_id == post.mails.mails[0]["Message-ID"]
    assert (mail.carrier, mail.reply) == ("127.0.0.1", "250 OK")


async def test_what_is_for_the_day_and_overtaken_by_the_night_goes_out_in_the_morning(
    post: Post,
) -> None:
    evening = datetime(2026, 11, 24, 20, 59, tzinfo=ZONE)
    await post.outbox.plan(Note("aviso"), key="k", now=evening, chat_id=77, by_day=True)
    await post.outbox.plan(Note("propio"), key="own", now=evening, chat_id=77)
    post.now = lambda: evening + timedelta(minutes=1)
    async with post.sender():
        await until(lambda: bool(post.outbox.postponed) and bool(post.telegram.texts))
        assert post.telegram.texts == ["propio"]
        morning = evening.replace(hour=8, minute=0) + timedelta(days=1)
        assert [(put_off, why) for _, put_off, why in post.outbox.postponed] == [(morning, "")]
        post.now = lambda: morning
        await until(lambda: not post.outbox.left)
    assert post.telegram.texts == ["propio", "aviso"]


async def test_a_note_keeps_its_markup_and_buttons(post: Post) -> None:
    note = Note("<b>hola</b>", ((Begin("Vincular", "link_account"),),))
    await post.outbox.plan(note, key="k", now=now(), chat_id=77)
    async with post.sender():
        await until(lambda: not post.outbox.left)
    [got] = post.telegram.taken
    assert got["text"] == "<b>hola</b>"
    assert got["parse_mode"] == "HTML"
    assert got["reply_markup"]["inline_keyboard"][0][0]["text"] == "Vincular"
    assert got["chat_id"] == "77"


async def test_a_nudge_wakes_the_sender_at_once(post: Post) -> None:
    async with post.sender(poll=3600) as sender:
        await asyncio.sleep(0.05)
        await post.owe("uno")
        sender.nudge()
        await until(lambda: not post.outbox.left)
    assert post.telegram.texts == ["uno"]


async def test_it_sleeps_until_the_next_is_due(post: Post) -> None:
    due = now() + timedelta(seconds=0.3)
    await post.outbox.plan(Note("después"), key="k", now=due, chat_id=77)
    async with post.sender(poll=3600):
        await until(lambda: not post.outbox.left)
        assert now() >= due


async def test_a_blocked_chat_is_told_of_and_given_up(post: Post) -> None:
    post.telegram.answers[5].append(error(403, "Forbidden: bot was blocked by the user"))
    post.telegram.answers[6].append(error(400, "Bad Request: chat not found"))
    await post.owe("a cinco", chat=5)
    await post.owe("a seis", chat=6)
    await post.owe("a siete", chat=7)
    async with post.sender():
        await until(lambda: not post.outbox.left)
    assert sorted((item.chat_id, item.key) for item in post.blocked) == [
        (5, "a cinco"),
        (6, "a seis"),
    ]
    assert post.telegram.texts == ["a siete"]
    assert [row.settled for row in post.outbox.rows.values()] == [False, False, True]


async def test_a_note_that_telegram_cannot_read_is_given_up(post: Post) -> None:
    post.telegram.answers[77].append(error(400, "Bad Request: can't parse entities"))
    await post.owe("<x", "bien")
    async with post.sender(in_flight=1):
        await until(lambda: not post.outbox.left)
    assert post.telegram.texts == ["bien"]
    assert "parse" in post.outbox.rows[1].error
    assert post.blocked == []


async def test_told_to_wait_all_notes_wait_and_mails_do_not(post: Post) -> None:
    post.telegram.answers[5].append(error(429, "Too Many Requests: retry after 1", retry_after=1))
    await post.owe("a cinco", chat=5)
    await post.owe("a seis", chat=6)
    await post.owe_mail()
    async with post.sender(in_flight=1):
        await until(lambda: len(post.mails.mails) == 1)
        assert post.telegram.texts == []
        await until(lambda: not post.outbox.left)
    assert sorted(post.telegram.texts) == ["a cinco", "a seis"]
    first, *later = post.telegram.asked_at
    assert all(at - first >= 1 for at in later)


async def test_in_a_long_pause_notes_are_put_back_and_mails_go_on(post: Post) -> None:
    post.telegram.answers[5].append(error(429, "Too Many Requests", retry_after=300))
    await post.owe("a cinco", chat=5)
    async with post.sender():
        await until(lambda: len(post.outbox.postponed) == 1)
        await post.owe("a seis", chat=6)
        await until(lambda: len(post.outbox.postponed) == 2)
        await post.owe_mail()
        await until(lambda: len(post.mails.mails) == 1)
    for _, until_when, _ in post.outbox.postponed:
        assert until_when - now() > timedelta(seconds=290)
    assert len(post.telegram.asked_at) == 1


@pytest.mark.parametrize(
    "answer", [error(502, "Bad Gateway"), error(500, "Internal Server Error"), error(401, "No")]
)
async def test_after_a_passing_failure_it_is_tried_later(
    post: Post, answer: dict[str, object]
) -> None:
    post.telegram.answers[77].append(answer)
    await post.owe("uno")
    async with post.sender():
        await until(lambda: len(post.outbox.postponed) == 1)
    [(_, again, _)] = post.outbox.postponed
    assert timedelta(seconds=3) < again - now() <= wait_after(0)
    assert not post.outbox.rows[1].settled


def test_waits_grow_up_to_an_hour_and_last_three_days_in_all() -> None:
    waits = [wait_after(attempts) for attempts in range(TRIES - 1)]
    assert waits == sorted(waits)
    assert waits[0] == timedelta(seconds=5)
    assert waits[-1] == LONGEST_WAIT
    assert sum(waits, timedelta()) > timedelta(days=2, hours=20)


async def test_after_its_last_try_an_item_is_given_up(post: Post) -> None:
    post.telegram.answers[77].append(error(502, "Bad Gateway"))
    await post.owe("uno")
    post.outbox.rows[1].attempts = TRIES - 1
    async with post.sender():
        await until(lambda: not post.outbox.left)
    assert "80 tries" in post.outbox.rows[1].error


async def test_a_refused_address_is_told_of_and_a_delayed_mail_is_tried_again(post: Post) -> None:
    post.mails.refusals = {"ana@example.net": "550 no such user"}
    await post.owe_mail("refused")
    async with post.sender():
        await until(lambda: not post.outbox.left)
        [(item, verdict)] = post.refused
        assert (item.key, verdict) == ("refused", Verdict.ADDRESS_GONE)
        post.mails.refusals = {"ana@example.net": "451 later"}
        await post.owe_mail("delayed")
        await until(lambda: len(post.outbox.postponed) == 1)
    assert len(post.refused) == 1
    [(item, verdict)] = post.delayed
    assert (item.key, verdict) == ("delayed", Verdict.TEMPORARY)


async def test_that_we_are_refused_is_told_of_too(post: Post) -> None:
    post.mails.refusals = {"ana@example.net": "550 relay not permitted"}
    await post.owe_mail("ours")
    async with post.sender():
        await until(lambda: not post.outbox.left)
    [(item, verdict)] = post.refused
    assert (item.key, verdict) == ("ours", Verdict.SENDER_BLAMED)


async def test_a_database_that_is_away_stops_nothing_for_good(post: Post) -> None:
    await post.owe("uno", "dos")
    post.outbox.failures = 1
    async with post.sender() as sender:
        await until(lambda: post.outbox.failures == 0)
        sender.nudge()
        await until(lambda: len(post.telegram.taken) == 2)
        await until(lambda: not post.outbox.left)
    assert sorted(post.telegram.texts) == ["dos", "uno"]


async def test_a_delivery_is_written_down_though_the_database_was_away_a_moment(
    post: Post,
) -> None:
    post.telegram.delay = 0.1
    await post.owe("uno")
    async with post.sender(poll=3600):
        await until(lambda: post.telegram.under_way == 1)
        post.outbox.failures = 2
        await until(lambda: not post.outbox.left)
    assert post.telegram.texts == ["uno"]


async def test_a_sender_killed_loses_nothing_and_repeats_only_what_was_in_flight(
    post: Post,
) -> None:
    post.telegram.delay = 0.02
    all_of_them = {f"n.º {number}" for number in range(30)}
    await post.owe(*all_of_them)
    async with post.sender(in_flight=4):
        await until(lambda: len(post.telegram.taken) >= 8)
        post.kill()
    await until(lambda: post.telegram.under_way == 0)
    settled = {row.key for row in post.outbox.rows.values() if row.settled}
    in_flight = set(post.telegram.texts) - settled
    assert 0 < len(in_flight) <= 4

    for row in post.outbox.rows.values():  # the claims lapse
        if row.claimed_until is not None:
            row.claimed_until -= CLAIM
    async with post.sender():
        await until(lambda: not post.outbox.left)
    assert set(post.telegram.texts) == all_of_them
    repeated = {text for text in all_of_them if post.telegram.texts.count(text) > 1}
    assert repeated == in_flight


async def test_stopped_it_ends_what_is_in_flight_and_puts_back_the_rest(post: Post) -> None:
    post.telegram.delay = 0.05
    await post.owe(*(f"n.º {number}" for number in range(40)))
    async with post.sender(pace=20):
        await until(lambda: len(post.telegram.taken) >= 2)
    sent = set(post.telegram.texts)
    assert len(sent) < 40
    assert len(post.telegram.texts) == len(sent)
    for row in post.outbox.rows.values():
        assert row.settled == (row.key in sent)
        assert row.settled or (row.due is not None and row.claimed_until is None)


async def test_notes_keep_to_the_pace_while_several_are_in_flight(post: Post) -> None:
    post.telegram.delay = 0.1
    await post.owe(*(f"n.º {number}" for number in range(60)))
    async with post.sender(pace=100):
        await until(lambda: not post.outbox.left)
    asked = post.telegram.asked_at
    assert post.telegram.most_under_way > 1
    assert max(_most_within(asked, start, 0.2) for start in asked) <= 20 + 4
    assert len(set(post.telegram.texts)) == len(post.telegram.texts) == 60


def _most_within(moments: list[float], start: float, seconds: float) -> int:
    return sum(start <= moment < start + seconds for moment in moments)
