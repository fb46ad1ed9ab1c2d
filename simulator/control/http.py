"""JSON in and out for everything under `/sim/`."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from simulator.bot_api.errors import ApiError
from simulator.control.actions import CannotDo

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def explain(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn what can't be done by a person into a 400 with a sentence."""
    if not request.path.startswith("/sim/"):
        return await handler(request)
    try:
        return await handler(request)
    except KeyError as missing:
        return web.json_response({"error": f"{missing} is missing or unknown"}, status=400)
    except (CannotDo, LookupError, ValueError, TypeError) as trouble:
        return web.json_response({"error": str(trouble)}, status=400)
    except ApiError as error:
        return web.json_response({"error": error.description}, status=error.status)


async def read_json(request: web.Request) -> dict[str, Any]:
    """The JSON object that a request brought; {} without a body."""
    if request.content_type != "application/json" and request.body_exists:
        raise ValueError("send JSON, with its content type")  # keeps other pages' forms out
    sent = json.loads(await request.read() or b"{}")
    if not isinstance(sent, dict):
        raise ValueError("send a JSON object")
    return sent
