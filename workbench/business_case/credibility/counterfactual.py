"""What would happen without the change: the other half of every figure of the case."""

from datetime import date

from workbench.business_case.credibility.words import Name, Paragraph
from workbench.frozen import Frozen

NONE_YET = "There is no counterfactual yet"


class Counterfactual(Frozen):
    """What happens if nothing is decided, who says so, and since when.

    Value is the model with the change less the model without it; this says in words what the second
    is: the trend that goes on, the projects that come anyway, the contract that ends anyway.
    """

    text: Paragraph
    said_by: Name
    as_of: date
