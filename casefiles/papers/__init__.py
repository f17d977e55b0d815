"""The papers: each module composes one kind of Document out of records, pure data in both languages."""
