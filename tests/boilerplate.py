"""Stories of one host for tests: each is another, and all share two lines that no list of phrases knows."""

from __future__ import annotations

MOTTO = "The lamp in our window burns for everyone who rows home late, whatever the almanac says."
APPEAL = "Knit a blanket for the lifeboat crews of Vennholm this winter: wool is handed out at the old mill."
SHARED = "The council had set the fee for the upper meadow at nine crowns a head in the spring of that year."
TOWNS = ("Arlo", "Bremby", "Calder", "Dunmore", "Ebby", "Farrow", "Grinstead", "Hallow")
FIRST = (
    "Sheep crossed the bridge at {town} in the early morning, and the carts behind them waited for the better part of "
    "an hour."
)
MIDDLE = (
    "A farmer from {town} counted {number} animals and said that she had not lost a single one on the way down from "
    "the hills."
)
LAST = "By the evening the road through {town} was open again, and the {number} lanterns along the river were lit."


def story(number: int, *more: str, boilerplate: bool = True) -> bytes:
    """Return story *number*, with *more* paragraphs; the motto stands inside its article, the appeal below it."""
    town = TOWNS[number]
    texts = [words.format(town=town, number=number + 20) for words in (FIRST, MIDDLE, LAST)]
    texts[1:1] = [*more, *([MOTTO] if boilerplate else [])]
    texts += [APPEAL] if boilerplate else []
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    title = f"Sheep at {town}"
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title></head><body><main><article><h1>{title}</h1>'
        f"{paragraphs}</article></main></body></html>"
    ).encode()
