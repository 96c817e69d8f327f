"""What pictures share: text stays text, fits, and every place is the same text on every machine (P5, E9)."""

from xml.etree import ElementTree

import pytest

from slapolicy.drawing import Frame, cut, letters, pixels, written


@pytest.mark.parametrize("code", [0, 8, 11, 12, 14, 31, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF])
def test_what_xml_forbids_is_replaced(code: int) -> None:
    """The characters that XML 1.0, production 2, leaves out."""
    assert written(f"a{chr(code)}b") == "a\ufffdb"


@pytest.mark.parametrize("code", [9, 10, 13, 32, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x10FFFF])
def test_what_xml_allows_stays(code: int) -> None:
    assert written(chr(code)) == chr(code)


def test_markup_is_escaped() -> None:
    assert written("<a> & </a> ]]>") == "&lt;a&gt; &amp; &lt;/a&gt; ]]&gt;"


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("abcd", 1, "…"),
        ("abcd", 0, "…"),
        ("abcd", -9, "…"),
        ("", 0, ""),
        ("返信返信", 8, "返信返信"),
        ("返信返信", 7, "返信返…"),
        ("a" * 100_000, 5, "aaaa…"),
    ],
)
def test_a_text_is_cut_where_it_does_not_fit(text: str, most: int, shown: str) -> None:
    """A wide letter takes two places, the mark of the cut one."""
    assert cut(text, most) == shown
    assert letters(shown) <= max(most, 1)


def test_places_are_written_to_a_tenth_without_a_float() -> None:
    assert [pixels(tenths) for tenths in (0, 1, 10, 105, -1, -25)] == ["0", "0.1", "1", "10.5", "-0.1", "-2.5"]


def test_a_frame_has_its_size_its_text_and_a_title_that_fits() -> None:
    picture = Frame("a-kind", 200, 80, "<long> " * 9, "said & done", ".a-kind{}").around(["<g/>"])
    root = ElementTree.fromstring(picture)
    svg = "{http://www.w3.org/2000/svg}"
    assert {name: root.get(name) for name in ("viewBox", "width", "height", "role", "class")} == {
        "viewBox": "0 0 200 80",
        "width": "200",
        "height": "80",
        "role": "img",
        "class": "a-kind",
    }
    assert [child.tag.removeprefix(svg) for child in root] == ["title", "desc", "style", "rect", "text", "g"]
    assert root.findtext(f"{svg}desc") == "said & done"
    head = root.findtext(f"{svg}text") or ""
    assert len(head) <= 20
    assert head.endswith("…")
