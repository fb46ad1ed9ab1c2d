"""Words of linking and unlinking accounts."""
