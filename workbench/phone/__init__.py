"""Participants' light pages: plain HTML for phones on bad Wi-Fi, with or without scripts."""
