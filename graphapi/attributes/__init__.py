"""What else an organisation says of its people, in columns of its own, and rules about pairs that look at it."""
