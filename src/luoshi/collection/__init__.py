"""What a city's units report: who reports what and when, checks, submissions, approval, closed periods."""
