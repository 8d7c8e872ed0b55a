"""The words of the field as value objects: periods, quantities, units, places, concepts.

Nothing here reads or writes anything but its own data files.
"""
