"""The site: the pages of one-time links, the staff's page, health, and the webhook's route."""

from typing import Any

from aiohttp import web
from telegram import Bot

from bot.settings import Settings
from bot.telegram.webhook import Webhook
from domain.clock import Clock
from domain.outbox import Nudge
from storage.engine.database import answers
from storage.learning import StoredLearning
from storage.notices.announcements import announced
from storage.notices.ledger import StoredLedger
from storage.people.access import StoredAccess
from web.links import Links
from web.pages import pages
from web.site import site
from web.staff import Staff, staff_pages


def office_site(
    settings: Settings, bot: Bot, links: Links, webhook: Webhook, nudge: Nudge, clock: Clock
) -> web.Application:
    """The one site of the office."""

    async def ready() -> bool:
        return not webhook.draining and await answers()

    routes = pages(StoredAccess(), clock, links, bot_username=_username(settings, bot))
    staff = Staff(
        settings.staff_password_hash.get_secret_value(),
        StoredAccess(),
        StoredLedger(),
        announced,
        StoredLearning().questions,
        clock,
    )
    app = site(links, routes, staff_pages(staff, links), webhook.routes(), ready=ready)
    app.on_response_prepare.append(_nudging(nudge))
    return app


def _username(settings: Settings, bot: Bot) -> str:
    """The bot's name for the pages' way back to the chat; a simulator's has no t.me."""
    return bot.username if settings.telegram_api.endswith("//api.telegram.org") else ""


def _nudging(nudge: Nudge) -> Any:
    """A posted form may have planned something: it goes out at once."""

    async def after(request: web.Request, response: web.StreamResponse) -> None:
        if request.method == "POST":
            nudge()

    return after
