"""What a centre's own rows say about the model: the queue first, then how people respond."""
