"""The GraphQL layer: every type, query and mutation, one noun per file. It calls the rooms and shows their answers."""
