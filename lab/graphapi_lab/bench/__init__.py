"""The benchmark: a stated, seeded map of any size in a real Neo4j, and every way to rank on it, timed in one run."""
