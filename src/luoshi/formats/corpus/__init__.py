"""A corpus of documents becomes tables: statements, achievements, actions, subtasks, coverage, documents."""
