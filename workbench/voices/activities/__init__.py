"""What people do in a room: one file an activity, with its check and its tally."""
