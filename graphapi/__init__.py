"""A living competency map in Neo4j that ranks mentors by graph distance to a mentee's goals."""

__version__ = "0.1.0"
