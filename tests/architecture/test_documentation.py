"""The documents name what stands: the tree of the folders, and where is what."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
PACKAGES = (
    *("bot", "handlers", "conversations", "texts", "domain", "faq", "documents", "outbox"),
    *("storage", "web", "simulator"),
)


def drawn_folders() -> set[str]:
    """The folders of the tree: those of the top level, and those indented below them."""
    tree = ARCHITECTURE.split("## Packages", 1)[1].split("```")[1]
    found, top = set(), ""
    for line in tree.splitlines():
        if begins := re.match(r"([a-z]+)/", line):
            top = begins[1]
            found.add(top)
            continue
        names = re.findall(r"(?:^  |\s{2,}|(?<=/) )([a-z_]+)/(?=\s|$)", line)
        found |= {f"{top}/{name}" for name in names}
    return found


def package_folders() -> set[str]:
    modules = (file for package in PACKAGES for file in (ROOT / package).rglob("__init__.py"))
    folders = {str(file.parent.relative_to(ROOT)) for file in modules}
    return {folder for folder in folders if folder != "storage/engine/migrations"}


def test_every_package_is_drawn() -> None:
    assert package_folders() - drawn_folders() == set()


def test_every_folder_drawn_exists() -> None:
    assert {folder for folder in drawn_folders() if not (ROOT / folder).is_dir()} == set()


def test_every_package_says_what_lives_there() -> None:
    silent = {
        folder
        for folder in package_folders()
        if not (ROOT / folder / "__init__.py").read_text("utf-8").startswith('"""')
    }
    assert silent == set()


@pytest.mark.parametrize("document", ["docs/architecture.md", "CONTRIBUTING.md", "README.md"])
def test_every_file_named_exists(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    named = set(
        re.findall(rf"`((?:{'|'.join(PACKAGES)}|docs|tests|examples|deploy)/[\w./-]+)`", text)
    )
    assert named
    assert {name for name in named if not (ROOT / name).exists()} == set()
