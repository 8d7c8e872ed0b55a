"""Published methods of other offices: a module of rules for each, its numbers in ``data/packs``."""
