"""What is between two people: matches, and who is never matched with whom."""
