"""Review: what persons decide about readings, tasks and links, and what waits for them."""
