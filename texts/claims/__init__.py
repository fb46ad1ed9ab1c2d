"""Words of claims."""
