"""What the pages of reporting show, and how what is sent from them becomes figures."""
