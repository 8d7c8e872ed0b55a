"""What the detectors of integrity find, and what they find wrongly."""
