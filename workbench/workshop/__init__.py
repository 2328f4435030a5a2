"""The workshop: its roles, its settings and where it stands."""
