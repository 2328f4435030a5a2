"""Where each figure comes from: assumptions, grades, sources."""
