"""A mail address as it travels: its domain as DNS has it, in ASCII."""

import idna


def in_ascii(address: str) -> str:
    """The address with its domain in punycode (`peñaloza.com.ar` is `xn--pealoza-5za.com.ar`).

    A name before the @ beyond ASCII stays as it is: only a server with SMTPUTF8 takes it.

    Raises:
        ValueError: its domain can't be one.
    """
    name, at, domain = address.rpartition("@")
    if not domain.isascii():
        domain = idna.encode(domain, uts46=True).decode()
    return f"{name}{at}{domain}"


def comparable(address: str) -> str:
    """The form in which two spellings of an address are the same."""
    try:
        return in_ascii(address.strip().casefold())
    except ValueError:
        return address.strip().casefold()
