"""The contact-centre model: queueing, behaviour, scorecard, outcomes."""
