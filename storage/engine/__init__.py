"""The databases themselves: connection, transactions, locks, leadership, migrations.

No store of the domain lives here; they use `database.run` and the tables.
"""
