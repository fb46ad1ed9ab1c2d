"""The oldest Python promised is found where the machine has one."""

import sys
from pathlib import Path

import pytest

from setup import oldest_python, prepare


def command(folder: Path, name: str, says: str) -> None:
    """A Python that answers so, whatever it is asked."""
    program = folder / name
    program.write_text(f"#!/bin/sh\necho {says}\n")
    program.chmod(0o755)


def test_the_promised_ones_are_found_in_every_folder_of_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    command(first, "python3", "3 10 9")
    command(first, "python3.12", "3 12 1")
    command(first, "python3.13", "")
    command(second, "python3.11", "3 11 2")
    monkeypatch.setenv("PATH", f"{first}:{second}:{tmp_path / 'none'}")
    assert dict(oldest_python.pythons()) == {
        (3, 12, 1): str(first / "python3.12"),
        (3, 11, 2): str(second / "python3.11"),
    }


def test_where_none_is_older_than_the_one_of_the_tests_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    oldest_python.main()
    assert "none is older" in capsys.readouterr().out


def test_an_environment_of_another_python_is_kept_unless_only_this_one_will_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    venv = Path(sys.prefix)
    monkeypatch.setattr("setup.prepare.sys.version_info", (3, 99, 0))
    assert prepare.virtual_environment_works(venv, only_this_python=False)
    assert not prepare.virtual_environment_works(venv, only_this_python=True)
