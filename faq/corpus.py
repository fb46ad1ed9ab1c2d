"""The corpus: one Markdown file an answer in `faq/entries/`, read and checked on loading.

---
label: contacto            the file's name, without .md
kind: faq                  flow | faq | complaint | smalltalk | control | out_of_scope
title: Teléfonos           on a 'did you mean' button, at most 40 letters
urgent: true               optional: told with urgency (service complaints)
counts_as: contacto        optional: the label this one is an instance of
buttons: [crear_usuario]   labels offered below the answer, or {title: ..., url: https://...}
phrasings: |               how people say it, one a line, no quotes needed
  quiero un teléfono
---
The answer, in Telegram's HTML (b, i, u, s, a, code).

## horarios: horario, abren, a qué hora
The answer when the message holds one of these words.

`contacto.txt` beside it, if there is one, holds further phrasings, one a line.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

ENTRIES = Path(__file__).parent / "entries"
_TITLE_LETTERS = 40
_ANSWER_LETTERS = 4_096
_FIELDS = {"label", "kind", "title", "urgent", "counts_as", "buttons", "phrasings"}
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>")
_ALLOWED_TAGS = {"b", "i", "u", "s", "a", "code"}
_POINT = re.compile(r"^## +([a-z_]+): *(.+)$", re.MULTILINE)


class CorpusError(ValueError):
    """An entry that cannot be used; the message names file and field and says what to do."""


class Kind(StrEnum):
    """What follows when a message is understood as an entry."""

    FLOW = "flow"
    FAQ = "faq"
    COMPLAINT = "complaint"
    SMALLTALK = "smalltalk"
    CONTROL = "control"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class EntryButton:
    """Offers another entry (starting its flow, if it is one)."""

    label: str


@dataclass(frozen=True, slots=True)
class LinkButton:
    """Opens a page."""

    title: str
    url: str


Button = EntryButton | LinkButton


@dataclass(frozen=True, slots=True)
class Point:
    """A narrower answer of an entry, given when the message holds one of its words."""

    name: str
    words: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer and the ways people ask for it."""

    label: str
    kind: Kind
    title: str
    phrasings: tuple[str, ...]
    answer: str
    buttons: tuple[Button, ...] = ()
    points: tuple[Point, ...] = ()
    urgent: bool = False
    counts_as: str = ""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All entries by label, in the files' order."""

    entries: Mapping[str, Entry]

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __getitem__(self, label: str) -> Entry:
        return self.entries[label]

    def __contains__(self, label: str) -> bool:
        return label in self.entries


def load_corpus(folder: Path = ENTRIES) -> Corpus:
    """Read every entry of a folder.

    Raises CorpusError at the first entry that cannot be used.
    """
    files = sorted(folder.glob("*.md"))
    if not files:
        raise CorpusError(f"{folder}: there are no entries (*.md) in this folder.")
    entries = {entry.label: entry for entry in map(_read, files)}
    for file in sorted(folder.glob("*.txt")):
        if file.stem not in entries:
            raise _error(file, "label", f"there is no entry {file.stem}.md for these phrasings.")
    for entry in entries.values():
        for button in entry.buttons:
            if isinstance(button, EntryButton) and button.label not in entries:
                raise _error(
                    folder / f"{entry.label}.md",
                    "buttons",
                    f"no entry is called {button.label!r}; use one of: {', '.join(entries)}.",
                )
    return Corpus(entries)


def _error(file: Path, where: str, what: str) -> CorpusError:
    return CorpusError(f"{file.name}: {where}: {what}")


def _read(file: Path) -> Entry:
    text = file.read_text("utf-8-sig").replace("\r\n", "\n")
    parts = re.split(r"^---\s*$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise _error(file, "front matter", "start the file with '---', the fields, and '---'.")
    try:
        head = yaml.safe_load(parts[1])
    except yaml.YAMLError as error:
        raise _error(file, "front matter", f"this is not valid YAML: {error}") from error
    if not isinstance(head, dict):
        raise _error(file, "front matter", "write one field a line, as 'label: contacto'.")
    if unknown := set(head) - _FIELDS:
        known = ", ".join(sorted(_FIELDS))
        raise _error(file, str(unknown.pop()), f"unknown field; the fields are: {known}.")
    label = _text(file, head, "label")
    if label != file.stem:
        raise _error(file, "label", f"write {file.stem!r}, as the file is called.")
    answer, points = _body(file, parts[2].strip())
    return Entry(
        label=label,
        kind=_kind(file, head),
        title=_title(file, head),
        phrasings=_phrasings(file, head),
        answer=answer,
        buttons=_buttons(file, head),
        points=points,
        urgent=head.get("urgent") is True,
        counts_as=str(head.get("counts_as") or label),
    )


def _text(file: Path, head: dict[str, Any], field: str) -> str:
    value = head.get(field)
    if not isinstance(value, str) or not value.strip():
        raise _error(file, field, "is missing; write it in the front matter.")
    return value.strip()


def _kind(file: Path, head: dict[str, Any]) -> Kind:
    value = _text(file, head, "kind")
    try:
        return Kind(value)
    except ValueError:
        kinds = ", ".join(Kind)
        raise _error(file, "kind", f"{value!r} is not a kind; use one of: {kinds}.") from None


def _title(file: Path, head: dict[str, Any]) -> str:
    title = _text(file, head, "title")
    if len(title) > _TITLE_LETTERS:
        raise _error(file, "title", f"has {len(title)} letters; {_TITLE_LETTERS} fit a button.")
    return title


def _phrasings(file: Path, head: dict[str, Any]) -> tuple[str, ...]:
    value = head.get("phrasings")
    lines = value.splitlines() if isinstance(value, str) else value
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        raise _error(
            file, "phrasings", "write 'phrasings: |' and below it one phrasing a line, indented."
        )
    if not any(line.strip() for line in lines):
        raise _error(file, "phrasings", "give at least one, indented below 'phrasings: |'.")
    more = file.with_suffix(".txt")
    if more.exists():
        lines = lines + more.read_text("utf-8-sig").splitlines()
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))


def _buttons(file: Path, head: dict[str, Any]) -> tuple[Button, ...]:
    found: list[Button] = []
    for button in head.get("buttons") or []:
        match button:
            case str():
                found.append(EntryButton(button))
            case {"title": str(title), "url": str(url)} if url.startswith("https://"):
                found.append(LinkButton(title, url))
            case _:
                raise _error(
                    file, "buttons", "each is an entry's label or {title: ..., url: https://...}."
                )
    return tuple(found)


def _body(file: Path, body: str) -> tuple[str, tuple[Point, ...]]:
    pieces = _POINT.split(body)
    answer = pieces[0].strip()
    _check_answer(file, "answer", answer)
    points = []
    for name, words, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        _check_answer(file, f"answer {name!r}", text.strip())
        listed = tuple(word.strip() for word in words.split(",") if word.strip())
        points.append(Point(name, listed, text.strip()))
    return answer, tuple(points)


def _check_answer(file: Path, where: str, answer: str) -> None:
    if not answer:
        raise _error(file, where, "is empty; write it below the second '---'.")
    if len(answer) > _ANSWER_LETTERS:
        raise _error(file, where, f"is longer than a message ({_ANSWER_LETTERS} letters).")
    opened: list[str] = []
    for closing, tag, _ in _TAG.findall(answer):
        if tag not in _ALLOWED_TAGS:
            allowed = ", ".join(sorted(_ALLOWED_TAGS))
            raise _error(file, where, f"<{tag}> is not allowed; Telegram knows: {allowed}.")
        if not closing:
            opened.append(tag)
        elif not opened or opened.pop() != tag:
            raise _error(file, where, f"</{tag}> closes nothing; close tags in order.")
    if opened:
        raise _error(file, where, f"<{opened[-1]}> is not closed.")
    if "<" in _TAG.sub("", answer) or re.search(r"&(?!amp;|lt;|gt;|quot;)", answer):
        raise _error(file, where, "write '<' as &lt; and '&' as &amp;.")
