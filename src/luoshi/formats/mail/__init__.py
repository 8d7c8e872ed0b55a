"""Letters by e-mail: what is due, one letter for each post."""
