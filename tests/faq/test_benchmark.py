"""The benchmark of understanding reads any labelled file, and the corpus earns its figures."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from rapidfuzz import fuzz, process

from faq.corpus import Corpus
from faq.normalise import words
from faq.sounds import sound, stem

pytestmark = pytest.mark.slow

GIVEN = "shared/faq/dev.tsv"
"""Labelled messages handed to the project, beside its checkout; none may be in the corpus."""


def run(root: Path, file: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(root / "benchmarks/faq.py"), str(file)],
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def figures(printed: str) -> dict[str, float]:
    last: dict[str, float] = json.loads(printed.splitlines()[-1])
    return last


def given(root: Path) -> Path:
    file = root.parent / GIVEN
    if not file.exists():
        pytest.skip(f"the given messages (../{GIVEN}) are not beside this checkout")
    return file


def test_the_last_line_holds_the_five_figures(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "some.tsv"
    file.write_bytes(
        "\ufefflabel\tmessage\r\n# a comment\r\n\r\n"
        "estado_de_cuenta|contacto\tcuánto debo\r\n"
        "facebook\tcuánto debo\r\n"
        "fuera_de_alcance\tboleta de la luz\r\n"
        "fuera_de_alcance\tcuánto debo\r\n".encode()
    )

    done = run(root, file, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    found = figures(done.stdout)
    assert list(found) == ["top1", "offered", "false_answers", "median_ms", "p99_ms"]
    assert (found["top1"], found["offered"], found["false_answers"]) == (0.5, 0.5, 0.5)
    assert "facebook" in done.stdout
    assert "-> estado_de_cuenta: 1" in done.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("saldo\tcuánto debo\n", "unknown label saldo"),
        ("facebook cuánto debo\n", "no tab"),
        ("# nothing\n", "holds no messages"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(
    root: Path, tmp_path: Path, text: str, told: str
) -> None:
    file = tmp_path / "bad.tsv"
    file.write_text(text, encoding="utf-8")

    done = run(root, file, cwd=root)

    assert done.returncode != 0
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_our_own_messages_are_understood(root: Path) -> None:
    found = figures(run(root, root / "benchmarks/faq_own.tsv", cwd=root).stdout)

    assert found["top1"] >= 0.93
    assert found["offered"] >= 0.97
    assert found["false_answers"] <= 0.05


def test_the_given_messages_are_understood(root: Path) -> None:
    found = figures(run(root, given(root), cwd=root).stdout)

    assert found["top1"] >= 0.90
    assert found["offered"] >= 0.97
    assert found["false_answers"] <= 0.05


def test_no_given_message_is_in_the_corpus(root: Path, corpus: Corpus) -> None:
    def roots(text: str) -> str:
        return " ".join(stem(sound(word)) for word in words(text))

    phrasings = [phrasing for entry in corpus for phrasing in entry.phrasings]
    rooted = [roots(phrasing) for phrasing in phrasings]
    alike = []
    for line in given(root).read_text("utf-8-sig").splitlines():
        message = line.partition("\t")[2]
        # short everyday sentences are alike whoever writes them; long ones are not by chance
        nearly = 80 if len(words(message)) > 5 else 90
        hit = process.extractOne(
            roots(message), rooted, scorer=fuzz.token_sort_ratio, score_cutoff=nearly
        )
        if hit is not None:
            alike.append((message, phrasings[hit[2]]))
    assert alike == []
