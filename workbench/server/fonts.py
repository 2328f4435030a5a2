"""The bundled typeface, served from here so that no page asks another host for it."""

from os import PathLike, stat_result
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FONTS = Path(__file__).parents[2] / "assets" / "fonts"


class Fonts(StaticFiles):
    """The files of `assets/fonts`, which a browser may keep for a year."""

    def __init__(self) -> None:
        super().__init__(directory=FONTS)

    def file_response(
        self,
        full_path: str | PathLike[str],
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Answer with one file."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response
