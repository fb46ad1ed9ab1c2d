"""The image: what goes into it, as whom it runs, and how it is asked whether it is well."""

import asyncio
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from docker.utils.build import exclude_paths

from web.links import Links
from web.site import serving, site

TREE = Path(__file__).parents[2]
IGNORED = (TREE / ".dockerignore").read_text().splitlines()
RULES = [line for line in IGNORED if line and not line.startswith("#")]
PYPROJECT = tomllib.loads((TREE / "pyproject.toml").read_text())
PACKAGES = [
    name.rstrip("*") for name in PYPROJECT["tool"]["setuptools"]["packages"]["find"]["include"]
]


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions and what follows each, continued lines joined."""
    text = re.sub(r"(?m)^\s*#.*\n", "", (TREE / "Dockerfile").read_text()).replace("\\\n", " ")
    lines = [line.split(maxsplit=1) for line in text.splitlines() if line.strip()]
    return [(name, " ".join(rest.split())) for name, rest in lines]


ALL = instructions()
LAST = ALL[max(n for n, (name, _) in enumerate(ALL) if name == "FROM") :]


def context(folder: Path) -> set[str]:
    """The files that `COPY . ./` would copy from this folder."""
    sent = {name for name in exclude_paths(str(folder), RULES) if (folder / name).is_file()}
    return sent - {"Dockerfile", ".dockerignore"}  # sent to the builder, who leaves them out


@pytest.mark.parametrize(
    "private",
    [
        ".env",
        ".env.produccion",
        "bot/.env",
        "facturas.csv",
        "storage/pagos.csv",
        "storage/sample/facturas.rechazos.csv",
        "oficina.dump",
        "domain/oficina.dump",
        "oficina.sqlite3",
        "bot/oficina.sqlite3-wal",
        "oficina-2026-11-28T0300.jsonl.gz.age",
        "copias/oficina-2026-11-28T0300.jsonl.gz",
        "storage/oficina-2026-11-28T0300.jsonl.gz",
        "layouts/pago_facil.toml",
        "contacto.toml",
        "domain/contacto.toml",
        "clave-de-copias.txt",
        "oficina-cache/matcher.pickle",
        ".git/config",
        "bot/__pycache__/cli.cpython-313.pyc",
        "bot.log",
        "tests/conftest.py",
        "demo-output/voucher.pdf",
    ],
)
def test_people_s_data_and_secrets_that_lie_in_the_folder_stay_out(
    tmp_path: Path, private: str
) -> None:
    for name in (private, "bot/commands/cli.py", "domain/layouts/rapipago.toml", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert context(tmp_path) == {
        "bot/commands/cli.py",
        "domain/layouts/rapipago.toml",
        "pyproject.toml",
    }


def test_all_that_the_program_is_made_of_goes_in() -> None:
    patterns = PYPROJECT["tool"]["setuptools"]["package-data"]["*"] + ["*.py"]
    wanted = {
        path.relative_to(TREE).as_posix()
        for package in PACKAGES
        for pattern in patterns
        for path in (TREE / package).rglob(pattern)
    }
    assert context(TREE) == wanted | {"pyproject.toml", "README.md", "requirements.txt"}


def test_the_base_is_of_one_version_and_only_what_was_built_is_copied_to_the_end() -> None:
    bases = [rest.split()[0] for name, rest in ALL if name == "FROM"]
    [base] = {one for one in bases if one not in {"base", "build"}}
    assert re.fullmatch(r"python:\d+\.\d+\.\d+-slim-\w+(@sha256:[0-9a-f]{64})?", base)
    assert [rest for name, rest in LAST if name in {"COPY", "ADD"}] == [
        "--from=build /opt/oficina /opt/oficina"
    ]


def test_it_runs_as_nobody_in_particular() -> None:
    [user] = [rest for name, rest in LAST if name == "USER"]
    assert re.fullmatch(r"[1-9]\d{4}:[1-9]\d{4}", user)
    assert ALL[-1] == ("CMD", '["oficina", "run"]')
    assert ("STOPSIGNAL", "SIGTERM") in LAST


@pytest.mark.parametrize(("well", "code"), [(True, 0), (False, 1)])
async def test_the_image_asks_whether_it_can_serve(well: bool, code: int) -> None:
    async def ready() -> bool:
        return well

    async with serving(site(Links("http://127.0.0.1"), ready=ready), "127.0.0.1", 0) as port:
        assert await asked(port) == code


async def test_where_nothing_answers_it_is_not_well() -> None:
    assert await asked(1) == 1


async def asked(port: int) -> int:
    """Run the image's health check, with this Python; its exit code."""
    [check] = [rest for name, rest in LAST if name == "HEALTHCHECK"]
    program, *arguments = json.loads(check.partition("CMD ")[2])
    assert program == "python"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *arguments),
        env=os.environ | {"OFICINA_WEB_PORT": str(port)},
        stderr=subprocess.DEVNULL,
    )
    return await process.wait()
