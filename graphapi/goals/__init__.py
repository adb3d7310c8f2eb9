"""Goals: what people want to be able to do, as skills aimed at."""
