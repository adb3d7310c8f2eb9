"""Brings ESCO, the European classification of skills and occupations, into the map, from its official CSV files."""
