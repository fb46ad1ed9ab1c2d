"""A Telegram of one's own on loopback: Bot API, web chat and mailbox, for the demo and the tests.

    server     Simulator: everything put together
    api        the Bot API over HTTP; messages, media, profile: its methods
    control    what tests and the web chat ask of it (`/sim/...`): chats; mail_control: mails;
               switches: trouble, pace, clock, counters; customer: a client for it all
    actions    what people do in a chat
    world      what is remembered; updates, files, feed: parts of it
    entities, markup, limits, faults, errors: how the real API reads, refuses and fails
    mailbox    a mail server that delivers to nobody
    page/      the web chat

It knows nothing of the rest of the project and imports none of it.
"""

from simulator.people.customer import Customer
from simulator.server import Simulator

__all__ = ["Customer", "Simulator"]
