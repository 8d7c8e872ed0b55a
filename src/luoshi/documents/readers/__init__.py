"""One module per file format; each is imported only when a file of its kind is read."""
