"""What the log may tell of a text and of an exception, and what never."""

import json
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime

import pytest
from pydantic import BaseModel
from telegram.error import BadRequest, NetworkError

from bot.monitoring.scrubbing import scrubbed, told, trace


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("451 4.3.2 <ana.gomez@example.org> try later", "451 4.3.2 <[mail]> try later"),
        ("to ana%40example.org", "to [mail]"),
        ("smtp://user:secret@mail.example.org:587", "smtp://user:[mail]:587"),
        ("DNI 25.708.059", "DNI [number]"),
        ("DNI 5.708.059", "DNI [number]"),
        ("DNI 25 708 059, tel. +54 383 455-1234", "DNI [number], tel. +[number]"),
        ("code 0012345678 of 00012-00999001", "code [number] of [number]"),
        ("550-5.7.26 not authenticated", "550-5.7.26 not authenticated"),
        ("552 5.2.2 mailbox full", "552 5.2.2 mailbox full"),
        ("10.0.0.7 refused, 190.220.1.2 came", "10.0.0.7 refused, [number] came"),
        ("/botx/12345678:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw/getMe", "/botx/[token]/getMe"),
        ("GET /clave/Zq3-x_9 failed", "GET /clave/[token] failed"),
        ("GET /clave/{token} 200", "GET /clave/{token} 200"),
        ("a".join("0123456789abcdef0123456789abcdef"), "[token]"),
        ('unsupported start tag "gómez" here', "unsupported start tag [quoted] here"),
        ("one line\nand another\x1b[31m", "one line and another [31m"),
        ("item 5 waits 20 s, port 5432", "item 5 waits 20 s, port 5432"),
    ],
)
def test_what_has_the_shape_of_data_or_of_a_secret_is_masked(text: str, told: str) -> None:
    assert scrubbed(text) == told


class _Person(BaseModel):
    born: date


def _wrong_value() -> object:
    return _Person(born="Gómez")  # type: ignore[arg-type]


RAISING: tuple[Callable[[], object], ...] = (
    lambda: dict[str, int]()["Gómez"],
    lambda: int("Gómez"),
    lambda: datetime.strptime("Gómez", "%d/%m/%Y"),  # noqa: DTZ007
    lambda: "Gómez".encode("ascii"),
    lambda: json.loads('{"nombre": Gómez}'),
    lambda: ["Gómez"].index("Gomez, Ana"),
    lambda: open("Gómez.csv"),  # noqa: SIM115, PTH123
    _wrong_value,
)


@pytest.mark.parametrize("raising", RAISING)
def test_an_exception_is_told_without_what_it_quotes(raising: Callable[[], object]) -> None:
    with pytest.raises(Exception) as raised:  # noqa: PT011
        raising()
    assert type(raised.value).__name__ in told(raised.value)
    assert "mez" not in told(raised.value)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "[Errno 111] Connection refused"),
        (NetworkError("Bad Gateway"), "Bad Gateway"),
        (BadRequest("chat not found"), "chat not found"),
        (TypeError("take() got an unexpected keyword argument 'now'"), "argument 'now'"),
        (AttributeError("'NoneType' object has no attribute 'html'"), "no attribute 'html'"),
    ],
)
def test_what_a_server_or_the_code_says_is_told(error: Exception, line: str) -> None:
    assert line in told(error)


def test_a_trace_tells_every_exception_of_the_chain_and_where_it_was_raised() -> None:
    said = "Gómez"
    try:
        try:
            raise KeyError(said)
        except KeyError as error:
            raise ExceptionGroup(said, [ValueError(said)]) from error
    except ExceptionGroup as error:
        lines = trace(error)
    assert said not in lines
    for name in ("KeyError", "ExceptionGroup", "ValueError"):
        assert f"{name}: [message left out]" in lines
    assert lines.count("test_scrubbing.py") == 2


def test_what_failed_in_a_worker_is_told_by_its_place() -> None:
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawned) as worker:
        error = worker.submit(json.loads, "Gómez").exception()
    assert error is not None
    assert "decoder.py" in trace(error)
    assert "mez" not in trace(error)
