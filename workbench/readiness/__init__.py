"""How close to the starting line: seven gates, the gaps between roles, and how far people agree."""
