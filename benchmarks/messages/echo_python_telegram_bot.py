"""python-telegram-bot's bare echo: its own application, request and polling.

    python echo_python_telegram_bot.py TOKEN ROOT

A token that ends in 'at-once' has it handle many updates at once.
"""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

AT_ONCE = "at-once"


async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Say what was said."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


def main(token: str, root: str) -> None:
    """Poll until SIGTERM."""
    builder = Application.builder().token(token).base_url(f"{root}/bot")
    application = builder.concurrent_updates(token.endswith(AT_ONCE)).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    application.run_polling()


if __name__ == "__main__":
    main(*sys.argv[1:])
