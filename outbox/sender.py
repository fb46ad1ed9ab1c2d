"""The loop that delivers what is owed: claim, send, settle. `outbox` says what it promises."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import assert_never

from domain.clock import Clock
from domain.messages import Mail, Note
from domain.outbox import CLAIM, Delivery, Outbox, Owed
from domain.quiet_hours import quiet_until
from domain.retry import growing_wait
from domain.sending import OnTry, Result, Sent, nobody
from outbox.chat import Chats, NoteBlocked, NoteDelayed, NoteRefused, TooFast
from outbox.mail_answers import Verdict
from outbox.mail_names import MailNames
from outbox.mailer import MailDelayed, Mailer, MailRefused
from outbox.pace import Pace

log = logging.getLogger(__name__)

PACE = 29.7
"""Notes a second, over all chats and with people's answers: a little below Telegram's 30."""
PAID_PACE = 500.0
"""Notes a second where the pace is paid for (`allow_paid_broadcast`): Telegram's most is 1000."""
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
TRIES = 80
"""Doubling waits up to an hour each: a little over three days."""
SHORT_PAUSE = 20.0
"""Seconds for which claimed notes wait in memory; for a longer pause they are put back."""
LATEST_START = CLAIM - timedelta(seconds=45)
"""How old a claim may be when its sending starts: it must be settled before it lapses."""

Hook = Callable[[Owed], Awaitable[None]]
MailHook = Callable[[Owed, Verdict, str], Awaitable[None]]
"""Told of a mail, of who is to blame, and of the server's words."""


async def nothing(item: Owed, verdict: Verdict = Verdict.UNKNOWN, reason: str = "") -> None:
    """A hook that does nothing."""


class Sender:
    """Delivers what is owed until it is stopped. One runs at a time over one `Outbox`.

    Args:
        outbox: the queue.
        chats: sends the notes.
        mailer: sends the mails.
        names: names them.
        clock: the present moment, as the queue knows it.
        pace: messages a second over all chats, a little below Telegram's 30. A person's own
            answers, told by `answered`, are part of it, and wait for nothing.
        in_flight: the most notes, and the most mails, under way at once.
        batch: how much is claimed ahead; at the pace it must last well under `CLAIM`.
        poll: seconds after which to look for what another process planned.
        on_blocked: told of each note whose chat blocked the bot, before it is given up.
        on_mail_refused: told of each mail that is refused, before it is given up.
        on_mail_delayed: told of each try of a mail that came to nothing, before the next is due.
        on_try: told of each try, for the counts.
        on_delivered: told of each item that was delivered, before that is written down.

    A hook may be told again of the same item if it fails or the sender is killed.
    """

    def __init__(
        self,
        outbox: Outbox,
        chats: Chats,
        mailer: Mailer,
        names: MailNames,
        clock: Clock,
        *,
        pace: float = PACE,
        in_flight: int = 24,
        batch: int = 60,
        poll: float = 2,
        on_blocked: Hook = nothing,
        on_mail_refused: MailHook = nothing,
        on_mail_delayed: MailHook = nothing,
        on_try: OnTry = nobody,
        on_delivered: Hook = nothing,
    ) -> None:
        self._outbox = outbox
        self._chats = chats
        self._mailer = mailer
        self._names = names
        self._clock = clock
        self._pace = Pace(pace)
        self._note_lanes = asyncio.Semaphore(in_flight)
        self._mail_lanes = asyncio.Semaphore(in_flight)
        self._batch = batch
        self._poll = poll
        self._on_blocked = on_blocked
        self._on_mail_refused = on_mail_refused
        self._on_mail_delayed = on_mail_delayed
        self._on_try = on_try
        self._on_delivered = on_delivered
        self._wake = asyncio.Event()
        self._stopping = False
        self._held = 0

    def nudge(self) -> None:
        """Something was planned: look at once."""
        self._wake.set()

    def answered(self) -> None:
        """A message went to a person without waiting for a turn: the notes make room for it."""
        self._pace.spend()

    def stop(self) -> None:
        """End `run` when what is in flight is settled; what is only claimed is put back."""
        self._stopping = True
        self._pace.close()
        self._wake.set()

    async def run(self) -> None:
        """Deliver until `stop`; afterwards it may be run again."""
        try:
            await self._run()
        finally:
            self._stopping = False
            self._pace.open()

    async def _run(self) -> None:
        failures = 0
        async with asyncio.TaskGroup() as deliveries:
            while not self._stopping:
                self._wake.clear()
                claimed_at = self._clock()
                try:
                    items = await self._claim(claimed_at)
                    wait = self._poll if items else await self._idle()
                    failures = 0
                except Exception:  # the database is away, or will be soon
                    log.exception("The outbox can't be read")
                    failures += 1
                    items, wait = (), growing_wait(failures, 1.0, 60.0)
                self._held += len(items)
                for item in items:
                    deliveries.create_task(self._deliver(item, claimed_at))
                if not items or self._held >= self._batch:
                    await self._woken(wait)

    async def _claim(self, now: datetime) -> tuple[Owed, ...]:
        room = self._batch - self._held
        return await self._outbox.claim(room, now) if room > 0 else ()

    async def _idle(self) -> float:
        """Seconds to wait when there was nothing to claim, or no room for it."""
        if self._held >= self._batch:
            return self._poll
        due = await self._outbox.next_due()
        if due is None:
            return self._poll
        return min(self._poll, max(0.05, (due - self._clock()).total_seconds()))

    async def _woken(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return

    async def _deliver(self, item: Owed, claimed_at: datetime) -> None:
        """Send one item, and write down what became of it whatever happens."""
        try:
            match item.content:
                case Note():
                    async with self._note_lanes:
                        await self._note(item, item.content, claimed_at)
                case Mail():
                    async with self._mail_lanes:
                        await self._mail(item, item.content, claimed_at)
                case _:
                    assert_never(item.content)
        except Exception as error:
            log.exception("Item %d of the outbox failed", item.id)
            await self._again(item, type(error).__name__)
        finally:
            self._held -= 1
            if self._held == self._batch // 2:  # there is room again
                self._wake.set()

    async def _note(self, item: Owed, note: Note, claimed_at: datetime) -> None:
        if item.by_day and (morning := quiet_until(self._clock())):  # it was planned by day
            return await self._write(lambda: self._outbox.postpone(item.id, morning, ""))
        if not await self._pace.turn(patience=SHORT_PAUSE):
            return await self._put_back(item, 0 if self._stopping else self._pace.paused_for())
        if self._clock() - claimed_at > LATEST_START:
            return None  # the claim is left to lapse
        if item.chat_id is None:
            return await self._give_up(item, "a note without a chat")
        tried = self._try(Sent.NOTE)
        try:
            delivery = await self._chats.send(item.chat_id, note, self._clock())
        except TooFast as error:
            tried(Result.TOLD_TO_WAIT)
            self._pace.pause(error.for_seconds)
            log.warning("Telegram asked to wait %.0f s", error.for_seconds)
            return await self._put_back(item, error.for_seconds)
        except NoteDelayed as error:
            tried(Result.AWAY if error.away else Result.FAILED)
            self._pace.spend(-1)
            return await self._again(item, str(error))
        except NoteBlocked as error:
            tried(Result.BLOCKED)
            self._pace.spend(-1)
            await self._on_blocked(item)
            return await self._give_up(item, str(error))
        except NoteRefused as error:
            tried(Result.REFUSED)
            return await self._give_up(item, str(error))
        tried(Result.SENT)
        return await self._settle(item, delivery)

    async def _mail(self, item: Owed, mail: Mail, claimed_at: datetime) -> None:
        if self._stopping:
            return await self._put_back(item, 0)
        if self._clock() - claimed_at > LATEST_START:
            return None
        tried = self._try(Sent.MAIL)
        try:
            delivery = await self._mailer.send(mail, self._names.of(item))
        except MailDelayed as error:
            tried(Result.AWAY if error.away else Result.FAILED)
            await self._on_mail_delayed(item, error.verdict, str(error))
            return await self._again(item, str(error))
        except MailRefused as error:
            tried(Result.REFUSED)
            await self._on_mail_refused(item, error.verdict, str(error))
            return await self._give_up(item, str(error))
        tried(Result.SENT)
        return await self._settle(item, delivery)

    def _try(self, sent: Sent) -> Callable[[Result], None]:
        """A try begins; what is returned is told how it ended."""
        clock = asyncio.get_running_loop().time
        begun = clock()
        return lambda result: self._on_try(sent, result, clock() - begun)

    async def _settle(self, item: Owed, delivery: Delivery) -> None:
        replied_at = self._clock()  # however long the writing takes
        await self._on_delivered(item)
        await self._write(lambda: self._outbox.settle(item.id, replied_at, delivery))

    async def _give_up(self, item: Owed, reason: str) -> None:
        log.warning("Item %d of the outbox (%s) is given up: %s", item.id, _kind(item), reason)
        await self._write(lambda: self._outbox.give_up(item.id, self._clock(), reason))

    async def _again(self, item: Owed, reason: str) -> None:
        if item.attempts + 1 >= TRIES:
            return await self._give_up(item, f"{TRIES} tries, the last: {reason}")
        wait = wait_after(item.attempts)
        log.warning(
            "Item %d of the outbox (%s) failed at try %d, the next is in %.0f s: %s",
            *(item.id, _kind(item), item.attempts + 1, wait.total_seconds(), reason),
        )
        until = self._clock() + wait
        return await self._write(lambda: self._outbox.postpone(item.id, until, reason))

    async def _put_back(self, item: Owed, seconds: float) -> None:
        log.info("Item %d of the outbox is put back for %.0f s", item.id, seconds)
        until = self._clock() + timedelta(seconds=seconds)
        await self._write(lambda: self._outbox.postpone(item.id, until, ""))

    async def _write(self, write: Callable[[], Awaitable[None]]) -> None:
        """Write down what became of an item; a database that is away is tried for a while."""
        for wait in (0.1, 0.5, 2, 5, 10, 0):
            try:
                return await write()
            except Exception:
                log.exception("The outbox can't be written")
                await asyncio.sleep(wait)
        log.error("What became of an item isn't written down: it will be sent again")
        return None


def _kind(item: Owed) -> Sent:
    return Sent.MAIL if isinstance(item.content, Mail) else Sent.NOTE


def wait_after(attempts: int) -> timedelta:
    """How long to wait after a failed try that `attempts` others came before."""
    seconds = growing_wait(attempts + 1, FIRST_WAIT.total_seconds(), LONGEST_WAIT.total_seconds())
    return timedelta(seconds=seconds)
