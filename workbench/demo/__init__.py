"""The invented company of the demo: a description as data, and the workshop made from it."""
