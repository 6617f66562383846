"""A picture's address is the real one, not what stands there until a script runs."""

from __future__ import annotations

import pytest
from lxml import html

from pipelines.clean.sources import address, name_of

PAGE = "https://gazette.example/town/1"
WHOLE = "https://cdn.example/max/1080/pier-after-the-storm.jpg"
TINY = "<img src='https://cdn.example/max/60/pier-after-the-storm.jpg?q=20' width='540'>"
SHOWN = f"<img src='{WHOLE}'>"


def address_of(markup: str, **declared: str) -> str | None:
    tree = html.document_fromstring(f"<body>{markup}</body>")
    return address(next(tree.iter("img")), PAGE, {name_of(url): url for url in declared.values()})


@pytest.mark.parametrize(
    "markup",
    [
        f"{TINY}<noscript>{SHOWN}</noscript>",
        f"{TINY}<img class='b'><noscript>{SHOWN}</noscript>",
        f"<div><div>{TINY}</div><img class='b'><noscript>{SHOWN}</noscript></div>",
        f"<img src='https://cdn.example/w_49,h_32,blur_2/pier-after-the-storm.jpg' srcset='{WHOLE} 1080w'>",
    ],
)
def test_a_small_or_blurred_stand_in_is_the_last_choice(markup: str) -> None:
    assert address_of(markup) == WHOLE


@pytest.mark.parametrize(
    "src",
    ["/pier-after-the-storm.jpg?w=20", "/i/w_49,h_32/pier-after-the-storm.jpg", "/pier-after-the-storm.png?dpr=0.05"],
)
def test_a_stand_in_alone_yields_to_the_declared_picture_of_its_name(src: str) -> None:
    assert address_of(f"<img src='{src}'>", image=WHOLE) == WHOLE
    assert address_of(f"<img src='{src}'>", image="https://cdn.example/another-picture.jpg") == (
        f"https://gazette.example{src}"
    )


@pytest.mark.parametrize(
    "src",
    ["/pier.jpg?w=620", "/w_147,h_110/pier-after-the-storm.jpg", "/p.jpg?width=80%25", "/max/1080/p.jpg"],
)
def test_a_picture_of_an_ordinary_size_keeps_its_address(src: str) -> None:
    assert address_of(f"<img src='{src}'><noscript>{SHOWN}</noscript>") == f"https://gazette.example{src}"


def test_a_picture_that_a_script_is_asked_for_is_named_by_what_is_asked() -> None:
    assert name_of("https://cdn.example/r/?t=2&i=1454231854&w=20") == name_of("/r/?w=1200&i=1454231854&t=2")
    assert name_of("https://cdn.example/r/?t=2&i=1454231854") != name_of("https://cdn.example/r/?t=2&i=1454231855")
    assert name_of("https://cdn.example/r/?w=1200&q=75") == ""
    assert name_of("data:image/png;base64,pier-after-the-storm.jpg") == ""


@pytest.mark.parametrize(
    ("src", "found"),
    [
        ("/a.jpg%20940w,%20/b.jpg%20670w,%20/c.jpg%201440w", "https://gazette.example/c.jpg"),
        ("/a.jpg%20940w,%20/b.jpg?x&w=670%20940w", "https://gazette.example/b.jpg?x&w=670"),
        ("https://:0", None),
        ("https://[cdn]/p.jpg", None),
        ('/p.jpg"', "https://gazette.example/p.jpg"),
        ("{}", None),
        ('{"default":{"w":"80","src":"//cdn.example/p.img?h=533"}}', "https://cdn.example/p.img?h=533"),
        (r'[{"url":"https:\/\/cdn.example\/p.jpg"}]', "https://cdn.example/p.jpg"),
    ],
)
def test_what_a_theme_wrote_into_the_address_is_none_or_one(src: str, found: str | None) -> None:
    assert address_of(f"<img src='{src}'>") == found


@pytest.mark.parametrize(
    ("srcset", "found"),
    [
        ("/a.jpg 940w, /b.jpg 1440w, /c.jpg 670w", "b"),
        ("/a.jpg 1x, /b.jpg 2x", "b"),
        ("/a.jpg 940w, /b.jpg 940w", "b"),
        ("/a.jpg, /b.jpg", "b"),
    ],
)
def test_the_largest_picture_of_a_set_is_taken(srcset: str, found: str) -> None:
    assert address_of(f"<img srcset='{srcset}'>") == f"https://gazette.example/{found}.jpg"
