"""The table of the manual names flows and tests that exist."""

import re
from pathlib import Path

from conversations.engine.catalogue import BY_COMMAND, BY_NAME

TREE = Path(__file__).parents[2]
MANUAL = (TREE / "docs/manual.md").read_text("utf-8")
TESTS = "\n".join(file.read_text("utf-8") for file in (TREE / "tests/e2e").glob("test_*.py"))


def test_every_flow_of_the_table_can_be_begun() -> None:
    flows = re.findall(r"`([a-z_]+)` /([a-z]+)", MANUAL)
    assert len(flows) > 15
    assert {
        name for name, command in flows if BY_COMMAND.get(command) is not BY_NAME[name]
    } == set()


def test_every_test_of_the_table_exists() -> None:
    rows = [line.split("|")[3] for line in MANUAL.splitlines() if line.startswith("| ")]
    named = [name for cell in rows for name in re.findall(r"[a-z]+(?:_[a-z0-9]+){2,}", cell)]
    named = [name for name in named if not (TREE / f"tests/e2e/{name}.py").exists()]
    files = re.findall(r"`(test_[a-z_]+)`", MANUAL)
    assert {name for name in named if f"test_{name}(" not in TESTS} - {
        "no_llega_mail_factura"
    } == set()
    assert {file for file in files if not (TREE / f"tests/e2e/{file}.py").exists()} == set()
