"""Telegram's HTML in, text with entities out; and back, for the web chat.

The reading and its complaints follow Telegram's own parser: offsets in complaints are bytes of
UTF-8, offsets of entities are UTF-16 code units.
"""

import html
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from simulator.bot_api.errors import ApiError, bad_request

Entity = dict[str, Any]

_TYPES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "tg-spoiler": "spoiler", "span": "spoiler", "code": "code", "pre": "pre", "a": "text_link",
    "blockquote": "blockquote", "tg-emoji": "custom_emoji",
}  # fmt: skip
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPECIAL = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_FOUND = re.compile(
    r"(?P<url>\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)\]])"
    r"|(?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)"
    r"|(?P<bot_command>(?<![\w/<>])/[A-Za-z0-9_]{1,32}(?:@\w+)?(?![\w/]))"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{3,31}\b)"
)


def utf16_length(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def link_complaint(url: str) -> str | None:
    """Why Telegram wouldn't take this link, or None if it would."""
    try:
        parts = urlsplit(url if ":" in url else f"http://{url}")
        host = parts.hostname or ""
    except ValueError:
        return "Wrong HTTP URL"
    if parts.scheme == "tg":
        return None if host or parts.path else "Wrong tg URL"
    if parts.scheme not in {"http", "https"}:
        return "Unsupported URL protocol"
    return None if "." in host and " " not in url else "Wrong HTTP URL"


@dataclass(slots=True)
class _Open:
    tag: str
    argument: str
    offset: int
    at: int


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Read Telegram's HTML; raises the API's 400 with its wording where it would."""
    if "<" not in source and "&" not in source:
        return source, []
    pieces: list[str] = []
    entities: list[Entity] = []
    open_tags: list[_Open] = []
    length = 0  # of the text so far, in UTF-16 units
    at = 0
    while special := _SPECIAL.search(source, at):
        plain = source[at : special.start()]
        at = special.start()
        if plain:
            pieces.append(plain)
            length += utf16_length(plain)
        if source[at] == "&":
            character, at = _reference(source, at)
            pieces.append(character)
            length += utf16_length(character)
        elif source.startswith("/", at + 1):
            at = _end_tag(source, at, open_tags, entities, pieces, length)
        else:
            tag, argument, end = _start_tag(source, at)
            open_tags.append(_Open(tag, argument, length, len(pieces)))
            at = end
    if open_tags:
        raise _complaint(f'Can\'t find end tag corresponding to start tag "{open_tags[-1].tag}"')
    pieces.append(source[at:])
    return "".join(pieces), entities


def _complaint(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")


def _byte(source: str, at: int) -> int:
    return len(source[:at].encode())


def _reference(source: str, at: int) -> tuple[str, int]:
    found = _REFERENCE.match(source, at)
    if found is None:
        return "&", at + 1
    decimal, hexadecimal, name = found.groups()
    if name:
        return _NAMED[name], found.end()
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        return "&", at + 1
    return chr(code), found.end()


_ATTRIBUTE = re.compile(
    r"\s*(?P<name>[^\s=>/\"']+)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[A-Za-z0-9.-]+)))?"
)


def _start_tag(source: str, at: int) -> tuple[str, str, int]:
    named = re.compile(r"[^\s>]*").match(source, at + 1)
    assert named is not None
    if named.end() == len(source):
        raise _complaint(f"Unclosed start tag at byte offset {_byte(source, at)}")
    tag = named.group().lower()
    if tag not in _TYPES:
        raise _complaint(f'Unsupported start tag "{tag}" at byte offset {_byte(source, at)}')
    argument = ""
    position = named.end()
    while True:
        position += len(source[position:]) - len(source[position:].lstrip())
        if position >= len(source):
            raise _complaint(f'Unclosed start tag "{tag}" at byte offset {_byte(source, at)}')
        if source[position] == ">":
            break
        attribute = _ATTRIBUTE.match(source, position)
        if attribute is None:
            raise _complaint(
                f'Empty attribute name in the tag "{tag}" at byte offset {_byte(source, at)}'
            )
        position = attribute.end()
        value = attribute["double"] or attribute["single"] or (attribute["bare"] or "").lower()
        argument = _argument(tag, attribute["name"].lower(), html.unescape(value)) or argument
        if position < len(source) and source[position] not in "> \n\t\r":
            raise _complaint(
                f"Unexpected end of name token at byte offset {_byte(source, position)}"
            )
    if tag == "span" and argument != "tg-spoiler":
        raise _complaint(
            f'Tag "span" must have class "tg-spoiler" at byte offset {_byte(source, at)}'
        )
    return tag, argument, position + 1


def _argument(tag: str, name: str, value: str) -> str:
    match tag, name:
        case ("a", "href") | ("span", "class") | ("tg-emoji", "emoji-id"):
            return value
        case "code", "class" if value.startswith("language-"):
            return value.removeprefix("language-")
        case "blockquote", "expandable":
            return "expandable"
        case _:
            return ""


def _end_tag(
    source: str,
    at: int,
    open_tags: list[_Open],
    entities: list[Entity],
    pieces: list[str],
    length: int,
) -> int:
    if not open_tags:
        raise _complaint(f"Unexpected end tag at byte offset {_byte(source, at)}")
    end = source.find(">", at)
    if end < 0:
        raise _complaint(f"Unclosed end tag at byte offset {_byte(source, at)}")
    opened = open_tags.pop()
    found = source[at + 2 : end].strip().lower()
    if found and found != opened.tag:
        raise _complaint(
            f"Unmatched end tag at byte offset {_byte(source, at)}, "
            f'expected "</{opened.tag}>", found "</{found}>"'
        )
    if length > opened.offset:
        entity = _entity(opened, length, "".join(pieces[opened.at :]), entities)
        if entity:
            entities.append(entity)
    return end + 1


def _entity(opened: _Open, length: int, inner: str, entities: list[Entity]) -> Entity | None:
    entity: Entity = {
        "type": _TYPES[opened.tag],
        "offset": opened.offset,
        "length": length - opened.offset,
    }
    match opened.tag:
        case "a":
            url = opened.argument or inner
            if link_complaint(url):
                return None  # Telegram drops a link it can't use, and keeps its text
            entity["url"] = url
        case "blockquote" if opened.argument:
            entity["type"] = "expandable_blockquote"
        case "tg-emoji":
            entity["custom_emoji_id"] = opened.argument
        case "code" if opened.argument:
            entity["language"] = opened.argument
        case "pre":
            last = entities[-1] if entities else {}
            if last.get("type") == "code" and _span(last) == _span(entity):
                entities.pop()
                if "language" in last:
                    entity["language"] = last["language"]
        case _:
            pass
    return entity


def _span(entity: Entity) -> tuple[int, int]:
    return entity["offset"], entity["length"]


def trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Drop blanks at both ends, as the API does; entities move along."""
    text = text.rstrip()
    end = utf16_length(text)
    lead = len(text) - len(text.lstrip(" \n"))
    if entities:
        lead = min(lead, min(entity["offset"] for entity in entities))
    kept = []
    for entity in entities:
        entity = entity | {"length": min(entity["length"], end - entity["offset"])}
        if entity["length"] > 0:
            kept.append(entity | {"offset": entity["offset"] - lead})
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return text[lead:], kept


def detect(text: str, entities: list[Entity]) -> list[Entity]:
    """Add what Telegram finds by itself: links, addresses, commands, mentions."""
    if not ("/" in text or "@" in text):
        return entities
    closed = [e for e in entities if e["type"] in {"code", "pre", "text_link"}]
    found: list[Entity] = []
    for match in _FOUND.finditer(text):
        offset = utf16_length(text[: match.start()])
        length = utf16_length(match.group())
        if not any(
            e["offset"] < offset + length and offset < e["offset"] + e["length"] for e in closed
        ):
            found.append({"type": match.lastgroup, "offset": offset, "length": length})
    if not found:
        return entities
    return sorted([*entities, *found], key=lambda e: (e["offset"], -e["length"]))


_SHOWN = {
    "bold": "b", "italic": "i", "underline": "u", "strikethrough": "s", "code": "code",
    "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip


def to_html(text: str, entities: list[Entity]) -> str:
    """The message as safe HTML for a browser; every character of it is escaped."""
    if not entities:
        return html.escape(text)
    units = text.encode("utf-16-le")
    cuts = sorted({0, len(units) // 2, *(_span(e)[0] for e in entities),
                   *(e["offset"] + e["length"] for e in entities)})  # fmt: skip
    shown: list[str] = []
    open_entities: list[Entity] = []
    for start, end in zip(cuts, [*cuts[1:], None], strict=True):
        while any(e["offset"] + e["length"] <= start for e in open_entities):
            shown.append(_tags(open_entities.pop(), text="")[1])
        covering = [e for e in entities if e["offset"] <= start < e["offset"] + e["length"]]
        for entity in covering:
            if not any(entity is one for one in open_entities):
                inner = units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])]
                shown.append(_tags(entity, inner.decode("utf-16-le"))[0])
                open_entities.append(entity)
        if end is not None:
            shown.append(html.escape(units[2 * start : 2 * end].decode("utf-16-le")))
    return "".join(shown)


def _tags(entity: Entity, text: str) -> tuple[str, str]:
    kind = entity["type"]
    if kind in _SHOWN:
        return f"<{_SHOWN[kind]}>", f"</{_SHOWN[kind]}>"
    match kind:
        case "text_link" | "url":
            link = html.escape(entity.get("url", text))
            return f'<a href="{link}" target="_blank" rel="noopener">', "</a>"
        case "email":
            return f'<a href="mailto:{html.escape(text)}">', "</a>"
        case "bot_command":
            return '<a href="#" class="command">', "</a>"
        case "spoiler":
            return '<span class="spoiler" tabindex="0">', "</span>"
        case "expandable_blockquote":
            return '<blockquote class="expandable" tabindex="0">', "</blockquote>"
        case _:
            return "<span>", "</span>"
