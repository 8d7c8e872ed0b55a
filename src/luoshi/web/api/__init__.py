"""The JSON API: the same facts as the pages, for programs.

* Every list answers ``items``, ``total``, ``limit``, ``offset`` and ``next``; everything else one ``item``.
  Both say which ``question`` they answer (the three times) and up to which journal ``entry``.
* A number that a source or a rule gives is a string of its exact digits; counts and scores are numbers.
* ``format=csv`` (or ``Accept: text/csv``) gives a list as a table: parts of a thing become columns joined by
  ``_``, a list of words one cell parted by ``; ``; lists of things are left out.
* What goes wrong is a problem of the catalogue, in Chinese and English.

``models`` say what an answer holds, ``making`` turns the ledger's records into them, ``answering`` writes
them, ``description`` is the OpenAPI. Words about fields and endpoints are in ``i18n/api*.toml``.
"""
