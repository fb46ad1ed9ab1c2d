"""Words of the menu, help and contact."""
