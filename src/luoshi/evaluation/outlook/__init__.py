"""How likely a target is: a point, an interval and a probability with errors learned from real series."""
