"""The pilot that would prove it: design, lot, protocol, estimate, and what to believe then."""
