"""Goals: what people want to learn, as target skills."""
