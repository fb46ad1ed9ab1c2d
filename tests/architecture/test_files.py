"""What no file of the project may say: where packages come from, or where it happens to lie."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NOT_OURS = {"__pycache__", "build", "var", "node_modules"}
OUR_HIDDEN_FOLDERS = {".ci"}

# Written apart, so that this file does not say them either.
REGISTRIES = [
    *("pypi" + ".org", "python" + "hosted.org", "registry.npm" + "js.org", "npm" + "js.com"),
    *("deb.debian" + ".org", "security.debian" + ".org", "registry.yarn" + "pkg.com"),
]
MACHINE_FOLDERS = ["work", "root", "tmp", "home"]

REGISTRY = re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE)
MACHINE_PATH = re.compile(rf"(?<![\w.}})\-/])/(?:{'|'.join(MACHINE_FOLDERS)})(?![\w-])")


def texts() -> Iterator[tuple[Path, str]]:
    """Every text file of the project, with what it says."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if is_ours(name)]
        for path in (Path(folder, name) for name in names if name != ".git"):  # in a work tree
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def is_ours(folder: str) -> bool:
    if folder.startswith("."):
        return folder in OUR_HIDDEN_FOLDERS
    return folder not in NOT_OURS and not folder.endswith(".egg-info")


def places(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_no_file_names_a_package_registry() -> None:
    assert places(REGISTRY) == []


def test_no_file_names_a_path_of_a_machine() -> None:
    assert places(MACHINE_PATH) == []


def test_the_walk_sees_the_files_of_every_kind() -> None:
    seen = {str(path.relative_to(ROOT)) for path, _ in texts()}
    assert {"Makefile", "pyproject.toml", "requirements.txt", ".ci/run", "bot/__init__.py"} <= seen


@pytest.mark.parametrize("folder", MACHINE_FOLDERS)
def test_the_search_for_paths_finds_them_and_nothing_else(folder: str) -> None:
    assert MACHINE_PATH.search(f"open('/{folder}/invoices.csv')")
    assert MACHINE_PATH.search(f"cd /{folder}")
    assert not MACHINE_PATH.search(f"http://127.0.0.1/{folder}/page")
    assert not MACHINE_PATH.search(f"docs/{folder}/page and ./{folder} and /{folder}-page")
