"""The one site: pages, health and whatever else bot mounts, behind the same headers and errors."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from texts import pages as words
from web import forms
from web.access_log import DiscreetAccessLog, route_of
from web.links import Links
from web.rendering import HEADERS, HTTPS_ONLY, STATIC, Renderer

log = logging.getLogger(__name__)

Ready = Callable[[], Awaitable[bool]]


def site(
    links: Links, *parts: Iterable[web.AbstractRouteDef], ready: Ready | None = None
) -> web.Application:
    """Make the site.

    `/salud` answers while the process lives, `/salud/listo` while it can serve.

    Args:
        links: where the site stands for the outside.
        parts: routes of the pages, of the webhook, of the staff's page.
        ready: whether what the site needs (the database) can be reached.
    """
    render = Renderer(links.path)
    app = web.Application(middlewares=[_guarded(render)])
    app.router.add_get("/salud", _alive)
    app.router.add_get("/salud/listo", _readiness(ready))
    app.router.add_static("/static", STATIC)
    for part in parts:
        app.add_routes(part)
    app.on_response_prepare.append(_putting(HEADERS | HTTPS_ONLY if links.secure else HEADERS))
    return app


@asynccontextmanager
async def serving(
    app: web.Application, host: str, port: int, *, logged: bool = True
) -> AsyncIterator[int]:
    """Serve the site, with its discreet access log; gives the port (of its choice, for 0).

    Raises:
        OSError: the port is taken or not allowed.
    """
    access_log = logging.getLogger("aiohttp.access") if logged else None
    runner = web.AppRunner(
        app, access_log_class=DiscreetAccessLog, access_log=access_log, shutdown_timeout=5
    )
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def _alive(request: web.Request) -> web.Response:
    return web.json_response({"estado": "bien"})


def _readiness(ready: Ready | None) -> Handler:
    async def handler(request: web.Request) -> web.Response:
        if ready is None or await ready():
            return web.json_response({"estado": "listo"})
        return web.json_response({"estado": "no disponible"}, status=503)

    return handler


def _guarded(render: Renderer) -> Middleware:
    """Turns whatever goes wrong into a page that a person can read."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except forms.Unreadable:
            return render.message(words.NOT_UNDERSTOOD, 400)
        except web.HTTPRequestEntityTooLarge:
            return render.message(words.TOO_LARGE, 413)
        except (web.HTTPNotFound, web.HTTPForbidden):
            return render.message(words.NOT_FOUND, 404)
        except web.HTTPException:
            raise
        except Exception as error:
            if error is request.content.exception():  # and there is nobody left to tell
                log.info("%s %s: the body did not come whole", request.method, route_of(request))
                return web.Response(status=400)
            log.exception("%s %s failed", request.method, route_of(request))
            return render.message(words.BROKEN, 500)

    return guarded


def _putting(
    headers: Mapping[str, str],
) -> Callable[[web.Request, web.StreamResponse], Awaitable[None]]:
    """Gives each response these headers, and says how long it may be kept."""

    async def put(request: web.Request, response: web.StreamResponse) -> None:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "public, max-age=86400"
        else:
            response.headers.setdefault("Cache-Control", "no-store")

    return put
