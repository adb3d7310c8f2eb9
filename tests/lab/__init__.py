"""Tests of the lab: the benchmark and the made-up organisations."""
