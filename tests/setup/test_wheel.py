"""The wheel holds all the office needs and nothing else, and works far from its source."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PACKAGES = (
    *("bot", "handlers", "conversations", "texts", "domain", "faq", "documents", "outbox"),
    *("storage", "web", "simulator"),
)
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the source, so that nothing is left in it."""
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("made")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    build = ("wheel", "--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", made)
    subprocess.run([*PIP, *build, source], check=True)
    [wheel] = made.iterdir()
    return wheel


@pytest.fixture(scope="module")
def oficina(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command of a fresh environment: the wheel, and the pinned libraries beside it.

    The libraries are those of the tests, as no network is asked for here; of this folder's own
    source, which they are installed beside, nothing can be imported there.
    """
    venv = tmp_path_factory.mktemp("fresh") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    install = ("--python", venv / "bin" / "python", "install", "--no-deps", "--no-index", wheel)
    subprocess.run([*PIP, *install], check=True)
    [packages] = venv.glob("lib/python*/site-packages")
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    return venv / "bin" / "oficina"


def run(command: Path, *arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    outside = {k: v for k, v in os.environ.items() if not k.startswith(("OFICINA_", "PYTHON"))}
    return subprocess.run(
        [command, *arguments], cwd=folder, env=outside, capture_output=True, text=True, check=False
    )


def test_every_file_of_the_packages_is_in_it_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if ".dist-info/" not in name}
    lying = {
        str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert packed == lying


def test_the_office_works_where_only_the_wheel_is_installed(oficina: Path, tmp_path: Path) -> None:
    where = run(
        oficina.with_name("python"), "-c", "import bot; print(bot.__file__)", folder=tmp_path
    )
    assert Path(where.stdout).is_relative_to(oficina.parents[1]), where
    assert "announce" in run(oficina, "--help", folder=tmp_path).stdout
    upgraded = run(oficina, "db", "upgrade", folder=tmp_path)
    assert upgraded.returncode == 0, upgraded

    script = ROOT / "examples" / "claim_and_own_data.txt"
    demo = run(oficina, "demo", "--script", script, "--output", "made", folder=tmp_path)

    assert demo.returncode == 0, demo
    assert any((tmp_path / "made").glob("*.pdf"))
