"""The views show what was removed and why, and never let an article steer page or terminal."""

from __future__ import annotations

import io

from rich.console import Console

from pipeline.cleaning import clean
from pipeline.cleaning.view import as_html, as_terminal
from pipeline.records import Article

TEXT = (
    "Two towns <b>share</b> a mine & a port\n\n"
    "The towns agreed on Tuesday to share the cost of the mine, their mayors told reporters after the talks.\n\n"
    "Sign up for our newsletter <script>alert(1)</script>\n\n\x1b[31mTags: red, [bold]markup[/bold]\x07"
)


def test_the_page_escapes_the_article_and_strikes_what_was_removed() -> None:
    page = as_html(clean(Article("0" * 16, "<file>.txt", TEXT)))
    assert "<script>" not in page
    assert "<b>" not in page
    assert "<del>Sign up for our newsletter &lt;script&gt;" in page
    assert "subscription · phrase:sign up for" in page
    assert "\x1b" not in page


def test_the_terminal_view_shows_kinds_and_passes_on_no_control_characters() -> None:
    out = io.StringIO()
    Console(file=out, width=200, force_terminal=False).print(as_terminal(clean(Article("0" * 16, "a.txt", TEXT))))
    shown = out.getvalue()
    assert "The towns agreed on Tuesday" in shown
    assert "subscription" in shown
    assert "[bold]markup[/bold]" in shown
    assert "\x1b" not in shown
    assert "\x07" not in shown
