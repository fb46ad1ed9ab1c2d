"""The log's lines, in both forms: what they hold, and what libraries may not put into them."""

import asyncio
import io
import json
import logging
import sys
import warnings

import pytest

from bot.monitoring.logs import chat_digest, configure, during_turn

SAID = "Gómez"


def test_a_line_of_json_holds_the_turn_and_its_figures(stream: io.StringIO) -> None:
    configure("json", "INFO", stream)
    extra = {"script": "menu", "outcome": "told", "milliseconds": 12}
    with during_turn(7, chat_digest(118694609, "a secret")):
        logging.getLogger("handlers").info("turn of %s", "menu", extra=extra)
    line = json.loads(stream.getvalue())
    assert line.pop("at").endswith("-03:00")
    assert line == {
        "level": "INFO",
        "logger": "handlers",
        "message": "turn of menu",
        "update_id": 7,
        "chat": chat_digest(118694609, "a secret"),
        **extra,
    }


def test_a_trace_is_one_line_of_json_and_several_of_text(stream: io.StringIO) -> None:
    for form, lines in (("json", 1), ("text", 5)):
        stream.seek(0), stream.truncate()
        configure(form, "INFO", stream)  # type: ignore[arg-type]
        try:
            raise LookupError(SAID)
        except LookupError:
            logging.getLogger("bot").exception("it failed")
        assert SAID not in stream.getvalue()
        assert "LookupError: [message left out]" in stream.getvalue()
        assert len(stream.getvalue().splitlines()) == lines, stream.getvalue()


def test_a_chats_digest_can_not_be_found_without_the_secret() -> None:
    assert chat_digest(5, "one") == chat_digest(5, "one") != chat_digest(6, "one")
    assert chat_digest(5, "one") != chat_digest(5, "another")


def test_lines_of_turns_side_by_side_tell_their_own_turn(stream: io.StringIO) -> None:
    configure("json", "INFO", stream)

    async def turn(number: int) -> None:
        with during_turn(number, str(number)):
            await asyncio.sleep(0)
            logging.getLogger("bot").info("turn")

    async def turns() -> None:
        await asyncio.gather(*map(turn, (1, 2, 3)))

    asyncio.run(turns())
    logging.getLogger("bot").info("none")
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line.get("update_id") for line in lines] == [1, 2, 3, None]


def test_libraries_debugging_lines_are_left_out_and_ours_are_not(stream: io.StringIO) -> None:
    configure("text", "DEBUG", stream)
    logging.getLogger("telegram.ext").debug("an update: %s", SAID)
    logging.getLogger("handlers").debug("of ours")
    assert "of ours" in stream.getvalue()
    assert SAID not in stream.getvalue()


def test_what_a_library_puts_into_its_message_is_left_out(stream: io.StringIO) -> None:
    configure("text", "INFO", stream)
    logging.getLogger("telegram.request").error('Can not load invalid JSON data: "%s"', SAID)
    logging.getLogger("telegram").critical("Received data was %r", [{"text": SAID}])
    assert "Can not load invalid JSON data" in stream.getvalue()
    assert SAID not in stream.getvalue()


@pytest.mark.parametrize("form", ["text", "json"])
def test_what_a_task_that_nobody_awaits_raised_is_not_quoted(
    stream: io.StringIO, form: str
) -> None:
    configure(form, "INFO", stream)  # type: ignore[arg-type]

    async def fails() -> None:
        raise ValueError(SAID)

    async def forgets() -> None:
        task = asyncio.create_task(fails(), name=SAID)
        await asyncio.sleep(0)
        del task

    asyncio.run(forgets())
    assert "Task exception was never retrieved" in stream.getvalue()
    assert "ValueError" in stream.getvalue()
    assert SAID not in stream.getvalue()


def test_a_warning_and_a_line_that_can_not_be_written_quote_nobody(
    stream: io.StringIO, capsys: pytest.CaptureFixture[str]
) -> None:
    configure("text", "INFO", stream)
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("of ana@example.org", stacklevel=1)
    logging.getLogger("bot").info("%d", SAID)
    assert "of [mail]" in stream.getvalue()
    assert "a log line of bot can't be written" in capsys.readouterr().err
    assert SAID not in stream.getvalue()


def test_what_ends_the_process_is_logged_without_its_words(stream: io.StringIO) -> None:
    configure("text", "INFO", stream)
    try:
        raise RuntimeError(f"'{SAID}'")
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)
    assert "CRITICAL bot.monitoring.logs: the process ends by an error" in stream.getvalue()
    assert SAID not in stream.getvalue()
