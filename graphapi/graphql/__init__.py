"""The GraphQL layer: every type, question and edit, one noun a file. It asks the rooms and shows what they answer."""
