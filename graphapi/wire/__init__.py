"""GraphQL plumbing without domain words: ids, connections, limits, typed errors, and the guards of the door."""
