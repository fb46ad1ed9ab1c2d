"""bot/jobs: what lives here."""
