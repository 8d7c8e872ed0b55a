"""Pages and the JSON API over one ledger."""
