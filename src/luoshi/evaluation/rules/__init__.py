"""Rules of judgement: pure functions over the vocabulary."""
