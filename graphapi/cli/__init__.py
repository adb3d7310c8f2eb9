"""The command line: `graphapi COMMAND`. Faces only; the rules are in the rooms."""
