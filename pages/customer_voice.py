"""Customer voice: the form of customers."""

from workbench.ui.voice import voice_page
from workbench.workshop.roles import Role

voice_page(
    title="Customer voice",
    question="How was it, and what mattered?",
    introduction="Think of the last time you were in touch with us.",
    roles=(Role.CUSTOMER,),
)
