"""`python -m simulator`: serve until told to stop."""

import argparse
import asyncio
import signal

from simulator.server import TOKEN, Simulator


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m simulator", description="A Telegram of one's own, with a mailbox."
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to serve on (%(default)s)")
    parser.add_argument("--port", type=int, default=8081, help="HTTP port, 0 for any (%(default)s)")
    parser.add_argument(
        "--smtp-port", type=int, default=8025, help="SMTP port, 0 for any (%(default)s)"
    )
    parser.add_argument("--token", default=TOKEN, help="the bot's token (%(default)s)")
    parser.add_argument(
        "--history", type=int, default=1000, help="messages kept in each chat (%(default)s)"
    )
    parser.add_argument("--limits", action="store_true", help="hold the bot to Telegram's pace")
    return parser.parse_args()


async def _serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stopped.set)
    simulator = Simulator(
        host=options.host,
        port=options.port,
        smtp_port=options.smtp_port,
        token=options.token,
        history=options.history,
    )
    simulator.api.limits.on = options.limits
    async with simulator:
        print(f"web chat  {simulator.web_url}", flush=True)
        print(f"Bot API   {simulator.root}", flush=True)
        print(f"SMTP      {simulator.smtp_url}", flush=True)
        print(f"token     {simulator.token}", flush=True)
        await stopped.wait()


if __name__ == "__main__":
    asyncio.run(_serve(_options()))
