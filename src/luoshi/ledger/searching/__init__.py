"""The search index: derived from the ledger, kept beside it, made again whenever it is not there."""
