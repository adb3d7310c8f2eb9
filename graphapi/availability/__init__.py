"""When people are free: availability in local time, and the UTC half-hours derived from it."""
