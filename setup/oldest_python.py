#!/usr/bin/env python3
"""Plays the demo's main script on the oldest Python that is promised and that this machine has.

The tests run on one Python, and faults of an older one that is promised as well go unseen there.
The oldest gets an environment of its own, `.venv-oldest`, with the same pins. Where none is older
than the one of the tests, that is said and nothing is played. Standard library only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ".venv-oldest"
SCRIPT = ROOT / "examples" / "first_voucher.txt"
PROMISED = (3, 11)
PROBE = "import ensurepip, sys, venv; print(*sys.version_info[:3])"
Version = tuple[int, ...]


def main() -> None:
    """Play it; a failure ends the process with what the demo printed."""
    found = dict(pythons())
    oldest = min(found, default=sys.version_info[:3])
    if oldest >= sys.version_info[:3]:
        print(f"oldest: the tests run on Python {written(sys.version_info[:3])}; none is older.")
        return
    prepare = [found[oldest], "setup/prepare.py", "runtime", "--venv", VENV, "--only-this-python"]
    subprocess.run(prepare, cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        program = str(ROOT / VENV / "bin" / "oficina")
        command = [program, "demo", "--script", str(SCRIPT), "--output", folder]
        demo = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        made = [file.name for file in Path(folder).iterdir()]
    if demo.returncode != 0 or not made:
        sys.exit(f"{demo.stdout}\noldest: the demo failed on Python {written(oldest)}.")
    print(f"oldest: on Python {written(oldest)} the demo made {', '.join(made)}.")


def pythons() -> Iterator[tuple[Version, str]]:
    """The promised Pythons in PATH that can make an environment: version and command."""
    names = ["python3", *(f"python3.{minor}" for minor in range(PROMISED[1], 30))]
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        for command in (Path(folder, name) for name in names):
            if not os.access(command, os.X_OK):
                continue
            probe = subprocess.run([command, "-c", PROBE], capture_output=True, text=True)
            version = tuple(map(int, probe.stdout.split())) if probe.returncode == 0 else ()
            if version >= PROMISED:
                yield version, str(command)


def written(version: Version) -> str:
    """As people write it."""
    return ".".join(map(str, version))


if __name__ == "__main__":
    main()
