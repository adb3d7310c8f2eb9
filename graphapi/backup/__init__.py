"""Backups of the map, and the proof that a restored one is what was backed up."""
