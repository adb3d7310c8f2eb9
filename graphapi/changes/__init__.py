"""The change log: what has changed for rankings, in the order of commits, for readers that keep a copy of the map."""
