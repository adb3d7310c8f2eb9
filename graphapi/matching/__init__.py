"""The distance from mentors to a mentee's goals, the ranking by it, and its explanation."""
