"""From a message to plain words: accents, shouting, emoji, repeated letters and the phone's
abbreviations (`data/abbreviations.yaml`) are taken away; nothing is guessed here."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import yaml

from domain.spelling import unaccented

_DATA = Path(__file__).parent / "data"
_WORD = re.compile(r"[a-z]+|\d+")
_RUN = re.compile(r"([a-z])\1{2,}")
_ORDINAL = re.compile(r"\b(\d+)\s?(?:da|ra|ta|er|ro|do|ma|va|na|a|o)\b")
_MAIL_ADDRESS = re.compile(r"\S+@\S+\.\S+")
_LINK = re.compile(r"https?://\S+|www\.\S+")
_MARKS = str.maketrans({"ñ": "n", "º": " numero ", "°": " numero ", "’": "", "´": "", "'": ""})
LONGEST = 1_500
"""Letters of a message that are read; the rest of a very long one is left out."""


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    table = yaml.safe_load((_DATA / "abbreviations.yaml").read_text("utf-8"))
    written = {**table["foreign"], **table["words"]}
    return {str(short): tuple(str(long).split()) for short, long in written.items()}


@cache
def _emoji() -> dict[str, str]:
    table = yaml.safe_load((_DATA / "abbreviations.yaml").read_text("utf-8"))
    return {str(sign): f" {word} " for sign, word in table["emoji"].items()}


def plain(text: str) -> str:
    """Lower case, without accents or repeated letters; telling emoji as words."""
    text = text[:LONGEST]
    for sign, word in _emoji().items():
        if sign in text:
            text = text.replace(sign, word)
    text = _MAIL_ADDRESS.sub(" correo ", _LINK.sub(" ", text.lower().translate(_MARKS)))
    return _RUN.sub(r"\1", unaccented(unicodedata.normalize("NFKD", text)))


def words(text: str) -> list[str]:
    """The words of a message in order, abbreviations written out."""
    short = _abbreviations()
    found = _WORD.findall(_ORDINAL.sub(r"\1", plain(text)))
    return [word for raw in found for word in short.get(raw, (raw,))]
