"""What follows from the taxonomy and is stored: the nearness of skills."""
