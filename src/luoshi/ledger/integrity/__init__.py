"""What a yearly series shows by itself: pure functions of levels and growths."""
