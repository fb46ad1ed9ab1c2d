#!/usr/bin/env python3
"""Makes this folder ready to run, with nothing needed beforehand but Python 3.11 or later.

    python3 setup/prepare.py runtime    what `make demo` needs
    python3 setup/prepare.py dev        and what the checks and the tests need besides

Finds the system's libraries and asks apt for those missing, makes `.venv`, installs the pinned
libraries and the `oficina` command. Done once, it says nothing and ends at once until a pin, the
Python or the folder's place changes. Standard library only.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PINS = {"runtime": "requirements.txt", "dev": "requirements-dev.txt"}

# What WeasyPrint loads, and Debian's package of each. Without HarfBuzz-subset it takes three
# times as long to write a page. A base font comes with fontconfig.
LIBRARIES = {
    "libgobject-2.0.so.0": "libpango-1.0-0",
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz.so.0": "libharfbuzz0b",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
    "libfontconfig.so.1": "libfontconfig1",
}
# What the browser tests need besides a browser: Playwright's driver loads it.
TEST_LIBRARIES = {"libatomic.so.1": "libatomic1"}
BROWSERS = ("chromium", "chromium-browser")


def main(kind: str, venv: Path = VENV, *, only_this_python: bool = False) -> None:
    """Prepare `runtime` or `dev`; ends the process with a sentence where a person must act.

    An environment that another Python made is kept, but for `only_this_python`.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python is told so
        sys.exit(
            f"Python 3.11 or later is needed, and {sys.executable} is {sys.version.split()[0]}. "
            "Install a newer one, or name it: make PYTHON=python3.12 ..."
        )
    install_system_packages(missing_packages(kind))
    importlib.invalidate_caches()
    still_missing = missing_packages(kind)
    if still_missing:
        sys.exit(f"Still missing after apt-get: {' '.join(still_missing)}.")
    make_virtual_environment(venv, only_this_python=only_this_python)
    install_pinned(kind, venv)


def missing_packages(kind: str) -> list[str]:
    """Debian's names of what this machine lacks, in a stable order."""
    libraries = LIBRARIES if kind == "runtime" else LIBRARIES | TEST_LIBRARIES
    missing = {package for library, package in libraries.items() if not loads(library)}
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        missing.add("python3-venv")
    if kind == "dev" and not any(shutil.which(browser) for browser in BROWSERS):
        missing.add("chromium")
    return sorted(missing)


def loads(library: str) -> bool:
    """Whether the dynamic loader finds the library, as it will for WeasyPrint."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_system_packages(packages: list[str]) -> None:
    """Let apt install them where it may; else say which command a person should run."""
    if not packages:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    privilege = root_prefix()
    if shutil.which("apt-get") is None or privilege is None:
        sys.exit(
            "These system packages are missing, and installing them needs the administrator. "
            f"Please run, then try again:\n\n    sudo apt-get update && sudo {' '.join(install)}\n"
        )
    say(f"Installing system packages: {' '.join(packages)}")
    apt = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive"]
    patience = ["-o", "DPkg::Lock::Timeout=300"]
    if subprocess.call([*apt, "apt-get", "update", "-q"]) != 0:
        say("apt-get update failed; going on with the package lists at hand.")
    if subprocess.call([*apt, *install[:1], *patience, *install[1:]]) != 0:
        sys.exit(f"apt-get could not install them. Please run it yourself: {' '.join(install)}")


def root_prefix() -> list[str] | None:
    """What to put before a command so that it runs as root without asking; None if it cannot."""
    if os.geteuid() == 0:
        return []
    if (
        shutil.which("sudo")
        and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0
    ):
        return ["sudo", "-n"]
    return None


def make_virtual_environment(venv: Path, *, only_this_python: bool) -> None:
    """Make it, or make it anew where it was moved or its Python is gone, too old or not wanted."""
    if venv.exists() and not virtual_environment_works(venv, only_this_python=only_this_python):
        say(f"Making {venv.name} anew: it was made elsewhere or by another Python.")
        shutil.rmtree(venv)
    if not venv.exists():
        say(f"Making the virtual environment {venv.name}")
        run([sys.executable, "-m", "venv", str(venv)])


def virtual_environment_works(venv: Path, *, only_this_python: bool) -> bool:
    """Whether its commands, whose first lines name its folder and its Python, still start."""
    record, python = venv / "pyvenv.cfg", venv / "bin" / "python"
    if not record.exists() or str(venv) not in record.read_text():
        return False
    fits = f"== {sys.version_info[:3]}" if only_this_python else ">= (3, 11)"
    check = f"import sys, pip; sys.exit(not sys.version_info[:3] {fits})"
    return (
        python.exists() and subprocess.call([python, "-c", check], stderr=subprocess.DEVNULL) == 0
    )


def install_pinned(kind: str, venv: Path) -> None:
    """Install the pins and the `oficina` command, unless just these are installed already."""
    stamp = venv / f"prepared-{kind}"
    wanted = fingerprint(kind)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say(f"Installing the pinned libraries of {PINS[kind]} (a minute or two the first time)")
    pip = [
        str(venv / "bin" / "python"),
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "-qq",
    ]  # -qq: errors only
    run([*pip, "-r", PINS[kind]])
    run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."])
    stamp.write_text(wanted)
    if kind == "dev":
        (venv / "prepared-runtime").write_text(fingerprint("runtime"))


def fingerprint(kind: str) -> str:
    """Changes with anything that what is installed depends on."""
    files = {PINS["runtime"], PINS[kind], "pyproject.toml"}
    content = b"\0".join((ROOT / name).read_bytes() for name in sorted(files))
    return hashlib.sha256(content).hexdigest()


def succeeds(command: list[str]) -> bool:
    """Whether it ends well; a question, so what it complains of is not shown."""
    return subprocess.call(command, stderr=subprocess.DEVNULL) == 0


def run(command: list[str]) -> None:
    """Run it in the project's folder; a failure ends the set-up, its reason already shown."""
    if subprocess.call(command, cwd=ROOT) != 0:
        sys.exit(f"This step of the set-up failed: {' '.join(command)}")


def say(sentence: str) -> None:
    """Tell the person who waits what is going on."""
    print(f"setup: {sentence}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Makes this folder ready to run.")
    parser.add_argument("kind", choices=PINS, help="for `make demo`, or for the tests besides")
    parser.add_argument("--venv", default=VENV.name, help="the environment's folder (%(default)s)")
    parser.add_argument(
        "--only-this-python",
        action="store_true",
        help="make an environment of another Python's anew",
    )
    given = parser.parse_args()
    main(given.kind, ROOT / given.venv, only_this_python=given.only_this_python)
