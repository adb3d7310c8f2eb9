"""The embedded server: fetching, homes, processes."""
