"""The mailbox over HTTP, under `/sim/mails` and `/sim/mailbox`."""

from dataclasses import dataclass

from aiohttp import web

from simulator.control.http import read_json
from simulator.mailbox.server import MODES, Mailbox


@dataclass(slots=True)
class MailControl:
    """Reads the mails and tells the mailbox to refuse some."""

    mailbox: Mailbox

    def routes(self) -> list[web.RouteDef]:
        """Where this hangs in the application."""
        return [
            web.get("/sim/mails", self.mails),
            web.delete("/sim/mails", self.clear),
            web.get("/sim/mails/wait", self.wait),
            web.get(r"/sim/mails/{mail:\d+}", self.mail),
            web.get(r"/sim/mails/{mail:\d+}/attachments/{number:\d+}", self.attachment),
            web.get("/sim/mailbox", self.mode),
            web.put("/sim/mailbox", self.set_mode),
        ]

    async def mails(self, request: web.Request) -> web.Response:
        """?to&after: the mails, oldest first."""
        to, after = request.query.get("to", "").lower(), int(request.query.get("after", 0))
        return web.json_response(
            [
                mail.view()
                for mail in self.mailbox.mails.values()
                if mail.id > after and any(to in one.lower() for one in mail.recipients)
            ]
        )

    async def clear(self, _request: web.Request) -> web.Response:
        """Throw all mails away."""
        self.mailbox.mails.clear()
        return web.json_response({})

    async def wait(self, request: web.Request) -> web.Response:
        """?to&after&timeout: the first mail to this address after that number, once it is there.

        404 when it didn't come in time.
        """
        asked = request.query
        seconds = min(float(asked.get("timeout", 10)), 120.0)
        mail = await self.mailbox.wait(asked.get("to", ""), int(asked.get("after", 0)), seconds)
        if mail is None:
            why = f"; the mailbox failed: {failure}" if (failure := self.mailbox.failure) else ""
            return web.json_response({"error": f"no such mail came in time{why}"}, status=404)
        return web.json_response(mail.view())

    async def mail(self, request: web.Request) -> web.Response:
        """One mail."""
        return web.json_response(self.mailbox.mails[int(request.match_info["mail"])].view())

    async def attachment(self, request: web.Request) -> web.Response:
        """A file that came with a mail, to save."""
        mail = self.mailbox.mails[int(request.match_info["mail"])]
        file = mail.attachments[int(request.match_info["number"])]
        headers = {
            "Content-Disposition": "inline" if file.mime == "application/pdf" else "attachment"
        }
        return web.Response(body=file.data, content_type=file.mime, headers=headers)

    async def mode(self, _request: web.Request) -> web.Response:
        """How the mailbox treats recipients."""
        return web.json_response({"mode": self.mailbox.mode, "only": self.mailbox.only})

    async def set_mode(self, request: web.Request) -> web.Response:
        """{mode, only: part of an address}: accept, reject, defer, full, or distrust the sender."""
        asked = await read_json(request)
        mode = next((known for known in MODES if known == asked.get("mode")), None)
        if mode is None:
            raise ValueError(f"mode must be one of {', '.join(MODES)}")
        self.mailbox.mode, self.mailbox.only = mode, str(asked.get("only", ""))
        return await self.mode(request)
