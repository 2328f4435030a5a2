"""One function a picture: data in, Altair chart out."""
