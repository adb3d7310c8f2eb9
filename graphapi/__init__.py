"""A living competency map in Neo4j that ranks mentors by graph distance to a mentee's goals."""

import zoneinfo

__version__ = "0.1.0"

# The locked tzdata package decides, not the machine's zone files: equal input gives equal free time everywhere.
zoneinfo.reset_tzpath(())
