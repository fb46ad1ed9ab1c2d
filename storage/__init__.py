"""The database: SQLite in one file, or PostgreSQL; the same tables and the same tests on both.

engine/       opens it, brings its tables up to date      tables       what is kept
inbox         what Telegram delivered                     dialogues    the chats' rows, leased
chat_view     who is at a chat, in one statement          office, desk what a chat reads and does
people/       users and links                             outbox       mails and notes that are owed
imports/      the utility's files                         sample/      invented ones
"""
