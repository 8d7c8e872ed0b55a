"""The time path for a whole country: the same rules as SQL texts over Parquet (docs/national.md)."""
