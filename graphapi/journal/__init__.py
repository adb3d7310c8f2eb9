"""What an edit leaves behind (receipts, the change log, marks of changed evidence), and what all edits check."""
