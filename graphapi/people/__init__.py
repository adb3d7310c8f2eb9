"""People: where they work, what they can, and on which terms they mentor."""
