"""When people are free: what they say in local time, and what follows from it for the UTC week."""
