"""What the command line is made of: one module per family of commands, nothing heavy at import."""
