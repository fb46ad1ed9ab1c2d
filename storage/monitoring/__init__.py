"""Figures for who watches the office: what is owed and since when, the alerts told."""
