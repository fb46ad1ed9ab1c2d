"""The parameters of a request: query, urlencoded form, JSON or multipart, read alike."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

from simulator.bot_api.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a request."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """Named values as they came; each reader says what it needs of one."""

    values: dict[str, Any]
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A string; empty when it wasn't sent."""
        value = self.values.get(name, "")
        if isinstance(value, str):
            return value
        return json.dumps(value) if isinstance(value, dict | list | bool) else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number, or the default when it wasn't sent."""
        value = self.values.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad_request(f'parameter "{name}" must be a valid Number') from None

    def flag(self, name: str) -> bool:
        """True for `true`, `1` and their like."""
        return str(self.values.get(name, "")).lower() in {"true", "1", "yes", "t", "y"}

    def json(self, name: str) -> Any:
        """A value that Telegram wants in JSON, already read; None when it wasn't sent."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """The file sent under this name, or the one that its `attach://` points to."""
        value = self.values.get(name)
        if isinstance(value, str) and value.startswith("attach://"):
            return self.uploads.get(value.removeprefix("attach://"))
        return self.uploads.get(name)


async def read_params(request: web.Request) -> Params:
    """Read a Bot API request, whatever its content type."""
    values: dict[str, Any] = dict(request.query)
    kind = request.content_type
    if kind == "application/json":
        try:
            sent = json.loads(await request.read() or b"{}")
        except ValueError:
            raise bad_request("can't parse JSON object") from None
        if not isinstance(sent, dict):
            raise bad_request("can't parse JSON object")
        return Params(values | {name: value for name, value in sent.items() if value is not None})
    if kind == "application/x-www-form-urlencoded":
        values.update(parse_qsl((await request.read()).decode(), keep_blank_values=True))
        return Params(values)
    uploads: dict[str, Upload] = {}
    if kind == "multipart/form-data":
        for name, part in (await request.post()).items():
            if isinstance(part, web.FileField):
                mime = part.content_type or "application/octet-stream"
                uploads[name] = Upload(part.filename or name, mime, part.file.read())
                part.file.close()
            else:
                values[name] = part if isinstance(part, str) else bytes(part).decode()
    return Params(values, uploads)
