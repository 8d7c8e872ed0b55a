"""A Document becomes statements, indicator rows, actions and achievements, each with its doubts."""
