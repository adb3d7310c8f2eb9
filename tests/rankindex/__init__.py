"""Tests of the rank index."""
