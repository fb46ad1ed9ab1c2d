"""What doctor says of the sender's domain, by the answers of a real DNS server."""

import pytest
from dns.asyncresolver import Resolver

from bot.doctor.findings import Mark
from bot.doctor.mail_domain import look_up
from tests.bot.dns_server import Zone

DOMAIN = "aguas.example.org"
SOA = ["ns.example.org. root.example.org. 1 2 3 4 5"]
GOOD = {
    ("org.", "SOA"): SOA,
    ("aguas.example.org.", "SOA"): SOA,
    ("aguas.example.org.", "MX"): ["10 correo.example.org."],
    ("aguas.example.org.", "TXT"): ['"google-site=1"', '"v=spf1 mx " "-all"'],
    ("_dmarc.example.org.", "TXT"): ['"v=DMARC1; p=none"'],
    ("mail._domainkey.aguas.example.org.", "TXT"): ['"v=DKIM1; k=rsa; p=MIIB" "IjAN"'],
}
OF = "aguas.example.org."


async def found(
    changed: dict[tuple[str, str], list[str]], selector: str = ""
) -> dict[Mark, list[str]]:
    """The sentences by their marks."""
    async with Zone(GOOD | changed).serving() as resolver:
        return by_mark([(one.mark, one.text) for one in await look_up(DOMAIN, selector, resolver)])


def by_mark(findings: list[tuple[Mark, str]]) -> dict[Mark, list[str]]:
    marks: dict[Mark, list[str]] = {}
    for mark, text in findings:
        marks.setdefault(mark, []).append(text)
    return marks


@pytest.mark.parametrize("selector", ["", "mail"])
async def test_a_domain_with_all_of_it_is_well(selector: str) -> None:
    marks = await found({}, selector)
    assert list(marks) == [Mark.OK]
    assert "hay una clave DKIM publicada (selector mail)" in marks[Mark.OK]
    assert "example.org tiene DMARC" in marks[Mark.OK], "that of the domain above counts"


@pytest.mark.parametrize(
    ("record", "value", "mark", "words"),
    [
        ((OF, "TXT"), [], Mark.WARNING, "no tiene SPF"),
        ((OF, "TXT"), ['"v=spf1 -all"', '"v=spf1 mx ~all"'], Mark.BAD, "más de un SPF"),
        ((OF, "TXT"), ['"v=spf1 +all"'], Mark.WARNING, "deja mandar a cualquiera"),
        ((OF, "MX"), [], Mark.WARNING, "no tiene MX"),
        ((OF, "MX"), ["0 ."], Mark.WARNING, "no tiene MX"),
        (("_dmarc.example.org.", "TXT"), [], Mark.WARNING, "no tiene DMARC"),
        ((f"mail._domainkey.{OF}", "TXT"), ['"v=DKIM1; p="'], Mark.BAD, "está revocada"),
        ((f"mail._domainkey.{OF}", "TXT"), [], Mark.BAD, f"mail._domainkey.{DOMAIN}"),
    ],
)
async def test_what_is_wanting_is_told(
    record: tuple[str, str], value: list[str], mark: Mark, words: str
) -> None:
    marks = await found({record: value}, "mail")
    assert [words in text for text in marks[mark]] == [True]


async def test_dkim_without_a_selector_is_not_said_to_be_missing() -> None:
    marks = await found({(f"mail._domainkey.{OF}", "TXT"): []})
    assert ["OFICINA_DKIM_SELECTOR" in text for text in marks[Mark.NONE]] == [True]
    assert Mark.BAD not in marks


async def test_a_domain_that_is_not_there() -> None:
    async with Zone({("org.", "SOA"): SOA}).serving() as resolver:
        [one] = await look_up("agua.example.org", "", resolver)
    assert one.mark is Mark.BAD
    assert "no existe en el DNS" in one.text


async def silent(resolver: Resolver) -> None:
    [one] = await look_up(DOMAIN, "mail", resolver)
    assert one.mark is Mark.NONE
    assert "no se pudo consultar el DNS" in one.text


async def test_a_dns_that_refuses_or_denies_everything_says_nothing_against_the_domain() -> None:
    async with Zone(refuses=True).serving() as resolver:
        await silent(resolver)
    async with Zone().serving() as resolver:  # as on a machine without a way out
        await silent(resolver)


async def test_a_dns_that_does_not_answer_says_nothing_against_the_domain() -> None:
    async with Zone().serving() as resolver:
        pass  # nobody listens there any more
    resolver.lifetime = 0.3
    await silent(resolver)
