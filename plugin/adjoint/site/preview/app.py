"""The web application of the preview: the site's files, the preview's own, and a stream of events."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from adjoint.site.preview.edition import CLIENT
from adjoint.site.preview.headers import content_type
from adjoint.site.preview.stage import Stage

HERE: Final = ("127.0.0.1", "localhost")
"""The names by which a browser on this machine calls the preview.

A page of another site could point a name of its own at this machine and read drafts under it.
"""
_FILES: Final = Path(__file__).parent / "client"


def application(stage: Stage) -> Starlette:
    """Return the application that shows a stage."""

    async def site(request: Request) -> Response:
        answer = await stage.answer(request.scope["raw_path"].decode("latin-1"))
        return Response(answer.body, answer.status, dict(answer.headers))

    async def events(request: Request) -> Response:
        stream = stage.events(request.query_params.get("page", "/"))
        return StreamingResponse(stream, media_type="text/event-stream", headers=_FRESH)

    return Starlette(
        routes=[
            Route(f"{CLIENT}events", events),
            Route(f"{CLIENT}{{name}}", _own_file),
            Route("/{path:path}", site),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=HERE, www_redirect=False)],
    )


_FRESH: Final = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


async def _own_file(request: Request) -> Response:
    """Return a script or a style of the preview."""
    name = request.path_params["name"]
    known = {path.name: path for path in _FILES.iterdir() if path.is_file()}
    if name not in known:
        return Response(status_code=404)
    return Response(known[name].read_bytes(), headers={**_FRESH, "content-type": content_type(name)})
