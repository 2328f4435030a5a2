"""The door of the pages: what is stored, what is current, how figures and pictures are shown."""
