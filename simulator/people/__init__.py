"""People who use the bot: a customer with a phone, a visitor of the pages."""
