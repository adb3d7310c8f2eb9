"""Skills, clusters, their labels, how near skills are to one another, and the starter taxonomy."""
