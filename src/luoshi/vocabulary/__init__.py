"""The words of the field as value objects: periods, quantities, units, comparators, places, concepts. No I/O but its own data files."""
