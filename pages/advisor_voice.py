"""Advisor voice: the form of advisors, with middle managers' and back office's on the same page."""

from workbench.ui.voice import voice_page
from workbench.workshop.roles import Role

voice_page(
    title="Advisor voice",
    question="What stops you doing the right thing?",
    introduction="Pick the sentence that comes closest to how it really is.",
    roles=(Role.ADVISOR, Role.MIDDLE, Role.BACK_OFFICE),
)
