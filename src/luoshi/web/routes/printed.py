"""A page of a document as it is printed, and its picture."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from luoshi.web.page import page, reader_of
from luoshi.web.printed import sheet
from luoshi.web.routes.documents import read_span

router = APIRouter()


@router.get("/documents/{key}/pages/{number}")
def printed_page(request: Request, key: str, number: int, words: str | None = None) -> HTMLResponse:
    """Show a page with its statements marked; ``words`` (a raw span) are those to land on."""
    reader = reader_of(request)
    desk = request.app.state.desk
    text = desk.text(key, reader.times)
    shown = sheet(desk.ledger, text, number, reader.times.cut, read_span(words))
    return page(request, "printed.html", view=text.view, sheet=shown)


@router.get("/documents/{key}/pages/{number}/picture")
def printed_picture(request: Request, key: str, number: int) -> Response:
    """Hand out the picture of a page."""
    reader = reader_of(request)
    desk = request.app.state.desk
    shown = sheet(desk.ledger, desk.text(key, reader.times), number, reader.times.cut, None)
    return Response(shown.picture.png, media_type="image/png")
