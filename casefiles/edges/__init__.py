"""The only importers of third-party formats."""
