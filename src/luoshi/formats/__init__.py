"""Files for people: Word and Excel, written in one place each."""
