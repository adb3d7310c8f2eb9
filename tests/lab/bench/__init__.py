"""Tests of the benchmark: the map it is run on, and that all roads agree; never times."""
