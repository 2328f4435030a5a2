"""The distribution of a figure from its three percentiles, as the business case knows it."""

from workbench.evidence.distributions import Metalog, metalog

__all__ = ["Metalog", "metalog"]
