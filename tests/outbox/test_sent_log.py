"""The log of what was sent: written at each delivery, read when the database is restored."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from domain.clock import ZONE
from domain.messages import Mail, Note
from domain.outbox import Owed, Sent
from outbox.sent_log import KEPT, SentLog, SentLogUnreadable, read_sent

NOON = datetime(2026, 11, 24, 12, tzinfo=ZONE)
HOUR = timedelta(hours=1)
MAIL = Owed(1, Mail("ana@example.com", "Hola", "Hola"), None, 0, "notice:a")
NOTE = Owed(2, Note("Hola"), 5, 0, "claim:b")


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now


async def test_what_was_sent_is_read_with_its_key_and_moment_and_nothing_personal(
    tmp_path: Path,
) -> None:
    clock = Clock()
    log = SentLog(tmp_path / "log", clock)
    await log.begin()
    await log.delivered(MAIL)
    clock.now = NOON + timedelta(days=1)
    await log.delivered(NOTE)
    complete, sent = read_sent([tmp_path / "log"], NOON, HOUR)
    assert complete
    assert list(sent) == [Sent("notice:a", "mail", NOON), Sent("claim:b", "note", clock.now)]
    files = [tmp_path / "log" / f"{day}.jsonl" for day in days(tmp_path / "log")]
    assert days(tmp_path / "log") == ["2026-11-24", "2026-11-25"]
    assert not any("ana@" in file.read_text() for file in files)
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)


async def test_only_what_came_after_the_moment_is_told_and_a_margin_before(tmp_path: Path) -> None:
    clock = Clock()
    log = SentLog(tmp_path, clock)
    for hour in (8, 11, 13):
        clock.now = NOON.replace(hour=hour)
        await log.delivered(NOTE)
    _, sent = read_sent([tmp_path], NOON, HOUR)
    assert [one.at.hour for one in sent] == [11, 13]


async def test_a_log_begun_after_the_backup_is_not_complete(tmp_path: Path) -> None:
    await SentLog(tmp_path, Clock()).begin()
    assert read_sent([tmp_path], NOON, HOUR)[0]
    assert not read_sent([tmp_path], NOON - HOUR, HOUR)[0]
    assert not read_sent([tmp_path / "none"], NOON, HOUR)[0]


async def test_a_line_cut_short_by_a_power_cut_is_passed_over(tmp_path: Path) -> None:
    clock = Clock()
    log = SentLog(tmp_path, clock)
    await log.delivered(MAIL)
    with (tmp_path / "2026-11-24.jsonl").open("a") as file:
        file.write('["2026-11-24T12:00:00-03:00","no')
    clock.now = NOON + timedelta(days=1)
    await log.delivered(NOTE)
    assert [one.key for one in read_sent([tmp_path], NOON, HOUR)[1]] == ["notice:a", "claim:b"]


async def test_a_log_that_cannot_be_written_stops_nothing_and_is_told(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "log").touch()  # a file where the folder would be
    with caplog.at_level(logging.WARNING):
        await SentLog(tmp_path / "log", Clock()).delivered(MAIL)
    assert "can't be written" in caplog.text


async def test_a_log_that_cannot_be_read_says_which_and_why(tmp_path: Path) -> None:
    (tmp_path / "2026-11-24.jsonl").mkdir()
    with pytest.raises(SentLogUnreadable) as raised:
        read_sent([tmp_path], NOON, HOUR)
    assert raised.value.place == tmp_path / "2026-11-24.jsonl"
    assert isinstance(raised.value.why, IsADirectoryError)


async def test_what_is_older_than_any_backup_goes(tmp_path: Path) -> None:
    clock = Clock()
    log = SentLog(tmp_path, clock)
    await log.delivered(MAIL)
    clock.now = NOON + KEPT
    await log.begin()
    assert days(tmp_path) == ["2026-11-24", "2027-12-29"]
    clock.now += timedelta(days=1)
    await log.begin()
    assert days(tmp_path) == ["2027-12-29", "2027-12-30"]


def days(folder: Path) -> list[str]:
    return sorted(file.stem for file in folder.iterdir())
