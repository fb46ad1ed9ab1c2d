"""`oficina faq`: what was not understood is listed, taught, seen again and taken back."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.clock import local_now
from bot.commands.cli import app
from domain.outcomes import NotUnderstood, Understood
from storage.engine.database import open_database
from storage.engine.upgrades import upgrade
from storage.learning import StoredLearning

pytestmark = pytest.mark.slow

ASKED = ("zurubi del dique", "el zurubi del dique", "otra cosa muy distinta")


async def _some_asked(url: str) -> None:
    await upgrade(url)
    async with open_database(url):
        learning = StoredLearning()
        for number, text in enumerate(ASKED):
            await learning.not_understood(NotUnderstood(text), "", f"1:{number}", local_now())
        await learning.understood(Understood("donde_pago"), "1:9", local_now())
        await learning.understood(Understood("donde_pago", helped=True), "1:10", local_now())


async def _ask(folder: Path, *texts: str) -> None:
    async with open_database(f"sqlite://{folder}/faq.sqlite3"):
        for number, text in enumerate(texts):
            asked = NotUnderstood(text)
            await StoredLearning().not_understood(asked, "", f"2:{number}", local_now())


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    url = f"sqlite://{tmp_path}/faq.sqlite3"
    asyncio.run(_some_asked(url))
    monkeypatch.setenv("OFICINA_DATABASE_URL", url)
    monkeypatch.setenv("OFICINA_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "200")
    return CliRunner()


def test_a_group_is_taught_and_settled(cli: CliRunner) -> None:
    listed = cli.invoke(app, ["faq", "unanswered"])
    assert "zurubi del dique" in listed.output
    assert "otra cosa muy distinta" in listed.output

    taught = cli.invoke(app, ["faq", "teach", "1", "estado_de_cuenta", "--yes"])
    assert "2 frases nuevas para estado_de_cuenta" in taught.output

    left = cli.invoke(app, ["faq", "unanswered"])
    assert "zurubi" not in left.output
    assert "otra cosa muy distinta" in left.output
    asked = cli.invoke(app, ["faq", "ask", "zurubí del dique"])
    assert "Resultado: contesta estado_de_cuenta" in asked.output


def test_a_group_is_shown_before_it_is_taught_and_a_no_teaches_nothing(cli: CliRunner) -> None:
    shown = cli.invoke(app, ["faq", "teach", "1", "contacto"], input="n\n")
    assert "A la respuesta contacto" in shown.output
    assert "· el zurubi del dique" in shown.output
    assert "No se enseñó nada." in shown.output
    assert "Todavía no se enseñó nada." in cli.invoke(app, ["faq", "taught"]).output
    agreed = cli.invoke(app, ["faq", "teach", "1", "contacto"], input="sí\n")
    assert "2 frases nuevas para contacto" in agreed.output


def test_the_group_seen_is_taught_whatever_was_asked_meanwhile(
    cli: CliRunner, tmp_path: Path
) -> None:
    seen = json.loads(cli.invoke(app, ["faq", "unanswered", "--json"]).output)
    [number] = [one["grupo"] for one in seen if "zurubi del dique" in one["preguntas"]]
    asyncio.run(_ask(tmp_path, *["tengo pileta, la declaro?"] * 3))

    now = json.loads(cli.invoke(app, ["faq", "unanswered", "--json"]).output)
    assert now[0]["preguntas"][0] == "tengo pileta, la declaro?", "it is the largest now"
    cli.invoke(app, ["faq", "teach", str(number), "contacto", "--yes"])

    taught = json.loads(cli.invoke(app, ["faq", "taught", "--json"]).output)
    assert {one["frase"] for one in taught} == set(ASKED[:2])


def test_what_was_taught_is_taken_back_and_asked_again(cli: CliRunner) -> None:
    cli.invoke(app, ["faq", "teach", "1", "contacto", "--yes"])
    taught = json.loads(cli.invoke(app, ["faq", "taught", "--json"]).output)
    numbers = [str(one["numero"]) for one in taught]

    wrong = cli.invoke(app, ["faq", "unteach", numbers[0], "77"])
    assert wrong.exit_code == 1
    assert "con el número 77" in wrong.output
    assert len(json.loads(cli.invoke(app, ["faq", "taught", "--json"]).output)) == 2

    done = cli.invoke(app, ["faq", "unteach", *numbers])
    assert "Se deshicieron 2 frases" in done.output
    assert "zurubi del dique" in cli.invoke(app, ["faq", "unanswered"]).output
    assert "Todavía no se enseñó nada." in cli.invoke(app, ["faq", "taught"]).output


def test_a_question_is_listed_as_it_was_written(cli: CliRunner, tmp_path: Path) -> None:
    asyncio.run(_ask(tmp_path, "venden [/b] bidones :cat: [red]azules"))
    listed = cli.invoke(app, ["faq", "unanswered"])
    assert listed.exit_code == 0
    assert "venden [/b] bidones :cat: [red]azules" in listed.output


def test_an_unknown_answer_is_refused_with_those_there_are(cli: CliRunner) -> None:
    refused = cli.invoke(app, ["faq", "teach", "1", "no_existe"])
    assert refused.exit_code == 1
    assert "estado_de_cuenta" in refused.output


def test_an_unknown_group_is_refused(cli: CliRunner) -> None:
    refused = cli.invoke(app, ["faq", "teach", "9", "donde_pago"])
    assert refused.exit_code == 1
    assert "No hay ningún grupo 9." in refused.output


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
