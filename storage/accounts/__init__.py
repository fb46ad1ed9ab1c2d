"""Who holds an account: links that are objected to."""
