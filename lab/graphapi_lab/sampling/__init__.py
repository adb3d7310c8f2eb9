"""A made-up organisation of any size, the same one for the same seed, to try everything on."""
