"""What is to change: the changes that a room proposes, and what is decided about them."""
