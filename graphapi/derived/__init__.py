"""Stored data derived from the taxonomy: the nearness of skills."""
