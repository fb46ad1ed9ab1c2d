"""The database: SQLite in one file, or PostgreSQL; the same tables and the same tests on both.

database      opens it                                    migrations/  the tables' history
upgrades      brings its tables up to date                schema       which steps they have
tables        what is kept                                moments      aware moments, as UTC
office, desk  what a chat reads and does                  people       users and chats
chat_view     what is known of a chat as a turn begins
access        links, passwords, log-ins                   codec        values as JSON
dialogues     conversations: of two that race, one wins   outbox       what is owed
imports/      the utility's files                         sample/      invented ones
"""
