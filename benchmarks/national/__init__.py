"""Judging a whole country from Parquet, beside Polars and pandas."""
