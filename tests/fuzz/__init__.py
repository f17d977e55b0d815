"""Fuzzing of everything that reads a file from outside; docs/reliability.md says how it is run."""
