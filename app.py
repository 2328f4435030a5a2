"""Headroom's server: the frame around the pages, the start-up, the middleware and the fonts.

Started by `make run`, by `uvicorn app:app` from this folder, or by `streamlit run app.py`.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount

from workbench.phone.routes import phone_routes
from workbench.server import sign_in
from workbench.server.access import Access
from workbench.server.compression import CompressedAssets
from workbench.server.failure import report_failure
from workbench.server.fonts import Fonts
from workbench.server.participant import ParticipantCookie
from workbench.server.phones_first import PhonesFirst
from workbench.server.security import SecurityHeaders
from workbench.server.start_up import lifespan
from workbench.ui.store import store

FOR_EVERYBODY = [Mount("/fonts", Fonts()), *sign_in.routes]

# The main script is not this file: beside `pages/`, a deep link would run a page without its frame.
app = st.App(
    Path(__file__).parent / "workbench/web/frame.py",
    lifespan=lifespan,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(ParticipantCookie),
        Middleware(PhonesFirst, routes=phone_routes(store)),
        Middleware(Access, participants=FOR_EVERYBODY),
        Middleware(CompressedAssets),
    ],
    routes=FOR_EVERYBODY,
    on_script_error=report_failure,
)
