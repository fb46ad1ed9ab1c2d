"""What servers answer, in the words of many, and what each says of the address."""

from pathlib import Path

import pytest

from outbox.mail_answers import Verdict, judge, masked

_VERDICTS = {
    "gone": Verdict.ADDRESS_GONE,
    "full": Verdict.MAILBOX_FULL,
    "blamed": Verdict.SENDER_BLAMED,
    "temporary": Verdict.TEMPORARY,
    "unknown": Verdict.UNKNOWN,
}


def table() -> list[tuple[str, str]]:
    """The table of answers, each with its verdict's name."""
    lines = Path(__file__).with_name("answers.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(verdict, said.replace("\\n", "\n")) for verdict, said in rows]


def answers() -> list[tuple[Verdict, str]]:
    """Those whose verdict is told exactly."""
    return [(_VERDICTS[verdict], said) for verdict, said in table() if verdict in _VERDICTS]


@pytest.mark.parametrize(("verdict", "said"), answers())
def test_each_answer_says_who_is_to_blame(verdict: Verdict, said: str) -> None:
    assert judge(said) is verdict


@pytest.mark.parametrize("said", [said for verdict, said in table() if verdict == "not gone"])
def test_what_does_not_speak_of_the_address_alone_ends_nothing(said: str) -> None:
    assert judge(said) is not Verdict.ADDRESS_GONE


@pytest.mark.parametrize("verdict", Verdict)
def test_the_table_has_answers_of_every_kind(verdict: Verdict) -> None:
    assert sum(one is verdict for one, _ in answers()) >= 10


@pytest.mark.parametrize(
    "beside",
    [
        "; your IP 203.0.113.9 has a poor reputation",
        " (blocked by our spam filter)",
        ". Relay access denied",
        "; mailbox over quota",
        ". Please try again later",
    ],
)
def test_a_missing_mailbox_counts_for_nothing_beside_another_reason(beside: str) -> None:
    gone = [said for verdict, said in answers() if verdict is Verdict.ADDRESS_GONE]
    assert [one for one in gone if judge(one + beside) is Verdict.ADDRESS_GONE] == []


@pytest.mark.parametrize(
    "where",
    [
        "host mx.antispam-filter.example[203.0.113.9] said: {}",
        "host smtp-relay.blocklist.example [203.0.113.9]: {}",
        "<spam.policy@example.net>: {}",
        "smtp; {} see https://quota.example/policy?rate=1",
    ],
)
def test_the_names_of_people_hosts_and_pages_are_no_words(where: str) -> None:
    assert judge(where.format("550 5.1.1 User unknown")) is Verdict.ADDRESS_GONE


def test_numbers_that_look_like_codes_are_none() -> None:
    assert judge("550 rejected by mx 10.5.1.1 [5.1.1.9] version 5.1.1.2") is Verdict.UNKNOWN
    assert judge("550 User unknown (mail server 4.94.2)") is Verdict.ADDRESS_GONE


def test_a_reason_is_one_line_without_addresses() -> None:
    assert masked("550-5.1.1 <ana@example.net>\r\n550 unknown") == "550-5.1.1 <…> 550 unknown"
