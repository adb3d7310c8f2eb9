"""When people are free: what they say in local time, and the half-hours of the UTC week that follow from it."""
