"""Bringing people and their skills, goals and free time into the map, from files."""
