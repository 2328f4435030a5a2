"""What makes a case credible beside its figures: what is said, by whom, and what changed since."""
