"""What an operator sees of the running service: logs, metrics, spans. Holds no personal data."""
