"""A file of any kind becomes a Document: raw and cleaned text, outline, tables, locators."""
