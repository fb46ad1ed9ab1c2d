"""Words that the staff reads: their page, imports, announcements."""
