"""Texts as words are looked up in them: a byte for each character, and the openings that let try a pattern."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.cleaning.folding import folded, folded_bytes, in_bytes
from pipeline.cleaning.patterns import _opened, _opened_by, _patterns


@given(st.text() | st.text(st.characters(codec="cp1252")) | st.text("aİßẞK’“\xa0\n\x85\ud800𝔸?", max_size=20))
def test_each_character_is_folded_to_one_byte_of_its_own(text: str) -> None:
    assert folded_bytes(text) == b"".join(folded_bytes(sign) for sign in text)
    assert len(folded_bytes(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "looked_up"),
    [
        ("Read MORE’s\nhere", b"read more's here"),
        ("Été\xa0“dit”", "été “dit”".encode("cp1252")),
        ("Łódź 𝔸", b"?\xf3d? ?"),
        ("", b""),
    ],
)
def test_texts_are_folded(text: str, looked_up: bytes) -> None:
    assert folded_bytes(text) == looked_up


@given(st.text("abPÉ ?’_-\n", max_size=30))
def test_bytes_are_those_of_the_folded_text(text: str) -> None:
    assert folded_bytes(text) == in_bytes(folded(text))


@pytest.mark.parametrize("before", ["", "— ", "_", "**(“", "Ж", "?"])
def test_a_pattern_is_tried_after_every_opening_that_it_asks_for(before: str) -> None:
    for opening in _patterns().openings:
        text = f"{before}{opening.upper()}"
        asked = _opened_by(opening) if before != "Ж" else 0
        assert asked & ~_opened(text, folded_bytes(text)) == 0, text
