"""Touchpoints: where do customers win or suffer?"""

from workbench.ui.page import begin, then
from workbench.ui.projector import projector
from workbench.ui.room_findings import bring_up_to_date
from workbench.ui.touchpoint_parts import show_forms, show_map, show_owners

workshop = begin("Touchpoints", "Where do customers win or suffer?")
bring_up_to_date(workshop)
size = projector()
has_cards = show_map(workshop, size)
show_forms(workshop, has_cards=has_cards, size=size)
if size == 1:
    show_owners(workshop)

then(
    "headroom",
    "Go to the headroom simulator",
    "See what the moments that matter ask of the contact centre.",
)
