"""Leadership voice: the executives' own view, and what they think that advisors will say."""

from workbench.ui.voice import voice_page
from workbench.workshop.roles import Role

voice_page(
    title="Leadership voice",
    question="How ready do you think we are, and what will the floor say?",
    introduction="Pick the sentence that comes closest to how it really is today.",
    roles=(Role.EXECUTIVE,),
)
