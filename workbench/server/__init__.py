"""The server around the pages: start-up, launch, compression, cookie, headers, failures."""
