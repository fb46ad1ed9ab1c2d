"""The set-up asks for what is missing, in words a person can act on, and its pins are whole."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from setup import prepare

ROOT = Path(__file__).parents[2]
PIN = re.compile(r"([A-Za-z0-9._-]+)==([A-Za-z0-9._]+)(?:; .+)?")  # for some systems only


def pins(name: str) -> dict[str, str]:
    """Names and versions; a line that is neither pin, comment nor `-r` fails the test."""
    found: dict[str, str] = {}
    for line in (ROOT / name).read_text().splitlines():
        if not line or line.startswith(("#", "-r ")):
            continue
        pin = PIN.fullmatch(line)
        assert pin is not None, f"{name}: {line!r} is not an exact pin"
        found[canonicalize_name(pin[1])] = pin[2]
    return found


RUNTIME_PINS = pins("requirements.txt")
DEVELOPMENT_PINS = {**RUNTIME_PINS, **pins("requirements-dev.txt")}


def declared(kind: str) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    names = {
        "runtime": project["project"]["dependencies"],
        "dev": project["dependency-groups"]["dev"],
    }
    return [Requirement(name) for name in names[kind]]


def needed(requirement: Requirement) -> set[str]:
    """What installing it brings on this Python, all the way down."""
    brought: set[str] = set()
    waiting = [requirement]
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if name in brought and not one.extras:
            continue
        brought.add(name)
        for line in distribution(name).requires or []:
            further = Requirement(line)
            wanted = [{"extra": extra} for extra in one.extras or {""}]
            if further.marker is None or any(map(further.marker.evaluate, wanted)):
                waiting.append(further)
    return brought


@pytest.mark.parametrize(("kind", "pinned"), [("runtime", RUNTIME_PINS), ("dev", DEVELOPMENT_PINS)])
def test_everything_declared_and_all_that_it_brings_is_pinned(
    kind: str, pinned: dict[str, str]
) -> None:
    for requirement in declared(kind):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])
        assert needed(requirement) - pinned.keys() == set()


def test_a_library_that_the_loader_finds_is_not_asked_for() -> None:
    assert prepare.loads("libc.so.6")
    assert not prepare.loads("libno-such-thing.so.0")
    assert not set(prepare.LIBRARIES.values()) & set(prepare.missing_packages("runtime"))


def test_where_apt_cannot_be_used_the_person_is_told_the_command(tmp_path: Path) -> None:
    set_up = subprocess.run(
        [sys.executable, ROOT / "setup" / "prepare.py", "dev"],
        env={"PATH": str(tmp_path)},  # neither a browser nor apt-get is found there
        capture_output=True,
        text=True,
        check=False,
    )
    assert set_up.returncode == 1
    assert "sudo apt-get install -y --no-install-recommends chromium" in set_up.stderr


@pytest.mark.parametrize("arguments", [[], ["everything"]])
def test_it_says_what_it_can_prepare_for(arguments: list[str]) -> None:
    set_up = subprocess.run(
        [sys.executable, ROOT / "setup" / "prepare.py", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert set_up.returncode == 2
    assert "{runtime,dev}" in set_up.stderr
