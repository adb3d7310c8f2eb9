"""The page on which people try questions: GraphiQL, with nothing from the internet, and our own examples."""
