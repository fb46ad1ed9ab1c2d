"""Words of one's own data."""
