"""A whole database as a snapshot: backups, restores and copies between engines.

snapshots, snapshot_reading   the rows as of one moment
backup_file                   a snapshot as a file
loading, rebuilding           a database filled from a snapshot
replay                        what was sent since a backup
"""
