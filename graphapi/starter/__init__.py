"""The starter taxonomy that ships with the package: its files, and how they are loaded."""
