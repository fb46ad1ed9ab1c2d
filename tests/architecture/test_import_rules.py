"""What each package may know, beyond the import contracts of pyproject.toml."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = (
    *("bot", "handlers", "web", "outbox", "simulator", "conversations", "documents", "faq"),
    *("storage", "texts", "domain"),
)
PURE_PACKAGES = ("conversations", "texts", "domain")
# What is set, which file sets it, and what a service manager says to the services it starts.
READERS = {
    ROOT / "bot" / "settings.py",
    ROOT / "bot" / "settings_file.py",
    ROOT / "bot" / "monitoring" / "service_notification.py",
}

CLOCK_NETWORK_OR_CHANCE = {
    *("time", "random", "secrets", "uuid", "socket", "ssl", "http", "urllib.request", "smtplib"),
    *("asyncio", "threading", "subprocess", "os", "tempfile", "sqlite3"),
}
CLOCK_CALLS = {"now", "utcnow", "today"}


def modules(*packages: str) -> list[Path]:
    return sorted(path for package in packages for path in (ROOT / package).rglob("*.py"))


def tree(module: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(module.read_text(encoding="utf-8"), filename=str(module)))


def imported(module: Path) -> Iterator[tuple[str, int]]:
    """Full names of what the module imports, `from a import b` as `a` and `a.b`, with the line."""
    for node in tree(module):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module, node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def where(module: Path, line: int, what: str) -> str:
    return f"{os.path.relpath(module, ROOT)}:{line}: {what}"


def environment_reads(module: Path) -> list[str]:
    names = {"environ", "environb", "getenv", "getenvb"}
    attributes = [
        where(module, node.lineno, f"os.{node.attr}")
        for node in tree(module)
        if isinstance(node, ast.Attribute)
        and node.attr in names
        and isinstance(node.value, ast.Name)
        and node.value.id == "os"
    ]
    imports = [
        where(module, line, name)
        for name, line in imported(module)
        if name in {f"os.{attribute}" for attribute in names}
    ]
    return attributes + imports


def test_the_import_contracts_are_kept() -> None:
    contracts = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert contracts.returncode == 0, contracts.stdout + contracts.stderr


def test_only_the_settings_read_the_environment() -> None:
    readers = [module for module in modules(*PACKAGES) if module not in READERS]
    assert [read for module in readers for read in environment_reads(module)] == []


@pytest.mark.parametrize("package", PURE_PACKAGES)
def test_scripts_texts_and_rules_know_no_clock_network_or_chance(package: str) -> None:
    imports = [
        where(module, line, name)
        for module in modules(package)
        for name, line in imported(module)
        if any(f"{name}.".startswith(f"{known}.") for known in CLOCK_NETWORK_OR_CHANCE)
    ]
    calls = [
        where(module, node.lineno, f"{ast.unparse(node.func)}()")
        for module in modules(package)
        for node in tree(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK_CALLS
        and ast.unparse(node.func.value).split(".")[-1] in {"datetime", "date"}
    ]
    assert imports + calls == []


@pytest.mark.parametrize(
    ("package", "known"), [("domain", {"domain"}), ("texts", {"texts", "domain"})]
)
def test_the_rules_and_the_texts_stand_on_the_standard_library(
    package: str, known: set[str]
) -> None:
    outside = [
        where(module, line, name)
        for module in modules(package)
        for name, line in imported(module)
        if name.partition(".")[0] not in known | sys.stdlib_module_names
    ]
    assert outside == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import os\nos.environ['TOKEN']\n", ["os.environ"]),
        ("import os\nos.getenv('TOKEN')\n", ["os.getenv"]),
        ("from os import environ\n", ["os.environ"]),
        ("import os\nos.getpid()\nsettings.environ\n", []),
    ],
)
def test_the_search_for_reads_of_the_environment_finds_them(
    source: str, found: list[str], tmp_path: Path
) -> None:
    module = tmp_path / "example.py"
    module.write_text(source)
    assert [read.rpartition(" ")[2] for read in environment_reads(module)] == found
