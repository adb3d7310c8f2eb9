"""How strongly skills are related, by evidence: where they stand, which occupations need both, who has both."""
