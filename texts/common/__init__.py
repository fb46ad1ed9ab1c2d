"""What several texts share: money, dates, account lines, what a conversation is called."""
