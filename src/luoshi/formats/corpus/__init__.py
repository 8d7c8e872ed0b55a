"""A corpus of documents becomes tables: statements, achievements, actions, coverage, documents."""
