"""Zones, weeks and today: time without people."""
