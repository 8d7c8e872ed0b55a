"""Where the sources do not go together: one small pure detector for each kind of disagreement.

``gathering`` makes ``Fact``s of what the ledger holds, the detectors turn facts into ``Found``s, ``words``
puts a found one into words, ``answers`` keeps what a person decides about it.
"""
