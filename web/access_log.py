"""An access log that can be shown to anyone: paths as the routes name them, without tokens."""

from aiohttp.abc import AbstractAccessLogger
from aiohttp.web import BaseRequest, Request, StreamResponse


class DiscreetAccessLog(AbstractAccessLogger):
    """Logs `GET /confirmar/{token} 200 1840 B 12 ms`: no token, no address, no query."""

    def log(self, request: BaseRequest, response: StreamResponse, time: float) -> None:
        """Write a line about one answered request; `time` is in seconds."""
        self.logger.info(
            "%s %s %d %d B %.0f ms",
            request.method,
            route_of(request),
            response.status,
            response.body_length,
            time * 1000,
        )


def route_of(request: BaseRequest) -> str:
    """The pattern of the route that a request took; '-' if it took none."""
    if not isinstance(request, Request):  # refused before it was routed
        return "-"
    resource = request.match_info.route.resource
    return resource.canonical if resource is not None else "-"
