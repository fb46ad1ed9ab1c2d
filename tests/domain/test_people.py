"""Names, DNI and user names as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts import masked
from domain.people import (
    NotADocument,
    NotAName,
    NotAUsername,
    dni,
    email_key,
    person_name,
    proposed_username,
    username,
)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Ana", "Ana"),
        ("  ana   maría ", "Ana María"),
        ("GÓMEZ", "Gómez"),
        ("de la Fuente", "de la Fuente"),
        ("O'Higgins", "O'Higgins"),
        ("Ñandú-Pérez", "Ñandú-Pérez"),
        ("María J.", "María J."),
        ("Mari\u0301a", "María"),
        ("X", "X"),
        ("Me llamo Ofelia", "Ofelia"),
        ("hola, soy Ofelia", "Ofelia"),
        ("buenas tardes me llamo ofelia", "Ofelia"),
        ("yo soy ofelia ríos", "Ofelia Ríos"),
        ("Mi nombre es Ana María", "Ana María"),
        ("mi apellido es IBÁÑEZ", "Ibáñez"),
        ("apellido: Paz", "Paz"),
        ("Soy", "Soy"),
    ],
)
def test_names(written: str, name: str) -> None:
    assert person_name(written) == name


@pytest.mark.parametrize(
    "written",
    ["", " ", "4na", "<b>Ana</b>", "Robert'); DROP TABLE users;--", "😀", "Ana😀", "a" * 61, "-Ana",
     "Ana\x00", "&amp;", "ana@example.org", "_"],
)  # fmt: skip
def test_no_names(written: str) -> None:
    with pytest.raises(NotAName):
        person_name(written)


@given(st.text(max_size=80))
def test_a_name_is_safe_in_html(written: str) -> None:
    try:
        name = person_name(written)
    except NotAName:
        return
    assert not set(name) & set('<>&"\n\0')
    assert 1 <= len(name) <= 61


@pytest.mark.parametrize(
    "written",
    [
        "25708059",
        "25.708.059",
        " 25 708 059 ",
        "DNI 25.708.059",
        "dni: 25708059",
        "mi dni es 25.708.059",
        "Documento nro 25708059",
        "mi DNI es el 25.708.059",
    ],
)
def test_documents(written: str) -> None:
    assert dni(written) == "25708059"


@pytest.mark.parametrize(
    "written", ["", "123456", "123456789", "05708059", "2570805a", "veinticinco", "²5708059"]
)
def test_no_documents(written: str) -> None:
    with pytest.raises(NotADocument):
        dni(written)


@pytest.mark.parametrize(
    ("written", "name"),
    [("Ana.Paz", "ana.paz"), (" ana_paz-1 ", "ana_paz-1"), ("4ana", "4ana"), ("a" * 30, "a" * 30)],
)
def test_user_names(written: str, name: str) -> None:
    assert username(written) == name


@pytest.mark.parametrize(
    "written", ["", "ana", "a" * 31, "ana paz", "añañ", ".ana", "ana@x", "<ana>"]
)
def test_no_user_names(written: str) -> None:
    with pytest.raises(NotAUsername):
        username(written)


def test_two_spellings_of_an_address_are_one() -> None:
    assert email_key(" Ana@Example.ORG ") == email_key("ana@example.org")


def test_a_holder_is_masked_but_for_initials() -> None:
    assert masked("Ana María Paz") == "A** M**** P**"


@pytest.mark.parametrize(
    ("first_names", "surnames", "proposed"),
    [
        ("Ana María", "Gómez", "ana.gomez"),
        ("José", "de la Peña", "jose.de.la.pena"),
        ("李", "王", "usuario"),
        ("X", "Y", "usuario.x.y"),
        ("Maximiliano", "Etcheverrigaray Anchorena", "maximiliano.etcheverrigara"),
    ],
)
def test_a_user_name_is_proposed(first_names: str, surnames: str, proposed: str) -> None:
    assert proposed_username(first_names, surnames) == proposed
    assert username(proposed) == proposed


@given(st.text(min_size=1, max_size=60), st.text(min_size=1, max_size=60))
def test_what_is_proposed_can_be_a_user_name(first_names: str, surnames: str) -> None:
    try:
        first_names, surnames = person_name(first_names), person_name(surnames)
    except NotAName:
        return
    proposed = proposed_username(first_names, surnames)
    assert username(proposed) == proposed
