"""Rehearsals: invented participants who play a workshop over real requests, and the pre-flight."""
