"""`oficina faq`: what was not understood is listed, taught and settled."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.clock import local_now
from domain.outcomes import NotUnderstood, Understood
from storage.database import open_database
from storage.learning import StoredLearning
from storage.upgrades import upgrade

ASKED = ("zurubi del dique", "el zurubi del dique", "otra cosa muy distinta")


async def _some_asked(url: str) -> None:
    await upgrade(url)
    async with open_database(url):
        learning = StoredLearning()
        for number, text in enumerate(ASKED):
            await learning.not_understood(NotUnderstood(text), "", f"1:{number}", local_now())
        await learning.understood(Understood("donde_pago"), "1:9", local_now())
        await learning.understood(Understood("donde_pago", helped=True), "1:10", local_now())


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    url = f"sqlite://{tmp_path}/faq.sqlite3"
    asyncio.run(_some_asked(url))
    monkeypatch.setenv("OFICINA_DATABASE_URL", url)
    monkeypatch.setenv("COLUMNS", "200")
    return CliRunner()


def test_a_group_is_taught_and_settled(cli: CliRunner) -> None:
    listed = cli.invoke(app, ["faq", "unanswered"])
    assert "zurubi del dique" in listed.output
    assert "otra cosa muy distinta" in listed.output

    taught = cli.invoke(app, ["faq", "teach", "1", "estado_de_cuenta"])
    assert "2 phrasings were added to estado_de_cuenta" in taught.output

    left = cli.invoke(app, ["faq", "unanswered"])
    assert "zurubi" not in left.output
    assert "otra cosa muy distinta" in left.output
    asked = cli.invoke(app, ["faq", "ask", "zurubí del dique"])
    assert "Answer(label='estado_de_cuenta'" in asked.output


def test_a_question_is_listed_as_it_was_written(cli: CliRunner, tmp_path: Path) -> None:
    async def ask() -> None:
        async with open_database(f"sqlite://{tmp_path}/faq.sqlite3"):
            question = NotUnderstood("venden [/b] bidones :cat: [red]azules")
            await StoredLearning().not_understood(question, "", "1:7", local_now())

    asyncio.run(ask())
    listed = cli.invoke(app, ["faq", "unanswered"])
    assert listed.exit_code == 0
    assert "venden [/b] bidones :cat: [red]azules" in listed.output


def test_an_unknown_answer_is_refused_with_those_there_are(cli: CliRunner) -> None:
    refused = cli.invoke(app, ["faq", "teach", "1", "no_existe"])
    assert refused.exit_code == 2
    assert "estado_de_cuenta" in refused.output


def test_an_unknown_group_is_refused(cli: CliRunner) -> None:
    refused = cli.invoke(app, ["faq", "teach", "9", "donde_pago"])
    assert refused.exit_code == 2
    assert "there are 2 groups" in refused.output


def test_counts_tell_how_often_an_answer_was_given_and_helped(cli: CliRunner) -> None:
    counts = cli.invoke(app, ["faq", "counts"])
    line = next(line for line in counts.output.splitlines() if "donde_pago" in line)
    assert [cell.strip() for cell in line.strip("│ ").split("│")] == ["donde_pago", "1", "1", "0"]


async def test_questions_are_kept_once_for_an_update_and_forgotten_by_age(
    tmp_path: Path,
) -> None:
    url = f"sqlite://{tmp_path}/once.sqlite3"
    await upgrade(url)
    async with open_database(url):
        learning, now = StoredLearning(), local_now()
        assert await learning.not_understood(NotUnderstood("algo"), "donde_pago", "1:1", now)
        assert not await learning.not_understood(NotUnderstood("algo"), "", "1:1", now)
        [one] = await learning.questions(now - timedelta(days=1))
        assert (one.masked, one.guess) == ("algo", "donde_pago")
        assert await learning.questions(now + timedelta(seconds=1)) == ()
