"""Headroom: from voices to a decision that can be traced."""
