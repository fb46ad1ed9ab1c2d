"""The systemd unit that is shipped says what systemd understands, and lets the office do little."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.telegram import webhook

UNIT = Path(__file__).parents[2] / "deploy" / "oficina.service"
PROGRAM = "/opt/oficina/venv/bin/oficina"
EXPOSURE = 1.2
"""What `systemd-analyze security` gives it, of 10; a unit without any hardening has 9.6."""

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="this machine has no systemd-analyze"
)


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit, with a program that is there."""
    copy = tmp_path / UNIT.name
    text = UNIT.read_text()
    assert PROGRAM in text
    copy.write_text(text.replace(PROGRAM, sys.executable))
    return copy


def analyze(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", *arguments], capture_output=True, text=True, check=False
    )


@needs_systemd
def test_systemd_understands_every_line(unit: Path) -> None:
    verified = analyze("verify", "--man=no", "--recursive-errors=no", unit)
    assert [line for line in verified.stderr.splitlines() if unit.stem in line] == []
    assert verified.returncode == 0


@needs_systemd
def test_systemd_finds_it_well_confined(unit: Path) -> None:
    security = analyze("security", "--offline=true", unit)
    found = re.search(r"Overall exposure level for oficina\.service: ([\d.]+)", security.stdout)
    assert found is not None, security.stdout + security.stderr
    assert float(found[1]) <= EXPOSURE


def test_it_waits_longer_for_the_end_than_messages_under_way_may_take() -> None:
    waits = re.search(r"^TimeoutStopSec=(\d+)$", UNIT.read_text(), re.MULTILINE)
    assert waits is not None
    assert int(waits[1]) > webhook.PATIENCE + 5
