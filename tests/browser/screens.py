"""The screens that a page is looked at on."""

import pytest

from tests.browser.chromium import DESKTOP, PHONE

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
# Each width and each of light and dark once: no rule of the layout depends on both.
LOOKS = pytest.mark.parametrize(
    ("size", "dark"), [(DESKTOP, False), (PHONE, True)], ids=["light desktop", "dark phone"]
)
