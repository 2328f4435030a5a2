"""What people say: the instrument, their answers, and what may be shown of them."""
