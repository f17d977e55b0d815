"""Worlds: several offices with the product's real code, real encrypted files, real packages, and bad luck by seed."""
