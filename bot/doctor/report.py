"""How the findings are shown: a line each, wrapped on a terminal and whole elsewhere; or JSON."""

import json
import os
import sys
import textwrap

from rich.console import Console
from rich.text import Text

from bot.doctor.examination import Section, examine
from bot.doctor.findings import Mark
from bot.doctor.settings import read_settings
from texts.doctor import examination as texts

_STYLES = {Mark.OK: "green", Mark.WARNING: "yellow", Mark.BAD: "red", Mark.NONE: "dim"}
_INDENT = 11  # the longest mark and its margins


async def report(*, as_json: bool) -> bool:
    """Look at everything and print it; returns whether nothing is bad."""
    console = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
    sections = []
    async for section in examine(read_settings()):
        sections.append(section)
        if not as_json:
            _show(section, console)
    well = not _count(sections, Mark.BAD)
    if as_json:
        print(json.dumps(_plain(sections, well), ensure_ascii=False, indent=2))
    else:
        console.print(texts.summary(_count(sections, Mark.BAD), _count(sections, Mark.WARNING)))
    return well


def leave(code: int) -> None:
    """End the process without waiting for a check that hangs."""
    sys.stdout.flush()
    os._exit(code)


def _show(section: Section, console: Console) -> None:
    if not section.findings:
        return
    console.print(section.name, style="bold")
    for finding in section.findings:
        mark = f"  {finding.mark:{_INDENT - 2}}"
        console.print(Text(mark, _STYLES[finding.mark]), _wrapped(finding.text, console), sep="")


def _wrapped(text: str, console: Console) -> str:
    if not console.is_terminal:
        return text
    width = max(40, console.width - _INDENT)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return f"\n{' ' * _INDENT}".join(lines)


def _count(sections: list[Section], mark: Mark) -> int:
    return sum(section.count(mark) for section in sections)


def _plain(sections: list[Section], well: bool) -> dict[str, object]:
    findings = [
        {"check": section.name, "mark": finding.mark, "text": finding.text}
        for section in sections
        for finding in section.findings
    ]
    return {"ok": well, "findings": findings}
