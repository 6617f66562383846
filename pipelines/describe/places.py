"""A text in, whether it names a place out: known cities and countries, in the languages that pages are written in."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

LOCALES = "en de fr es it pt nl pl ru uk ja zh zh_Hant ko tr el sv da nb fi cs ar".split()
#: Longest name of a place with its country, in characters; of a city, in words, and of one in capitals alone.
LONGEST = 50
CITY_WORDS, CAPITAL_WORDS = 4, 2
#: Letters up to which what follows a hyphen makes a code ("BC-EU").
CODE = 2
#: Capitals no longer than this are an acronym as easily as a city.
ACRONYM = 4
LETTER = re.compile(r"[^\W\d_]")
VOWEL_SIGNS = re.compile("[\u064b-\u0652\u0670\u0640]")


@cache
def known_cities() -> frozenset[str]:
    """Return the cities known by name, case aside."""
    path = Path(__file__).with_name("places.toml")
    names: set[str] = set(tomllib.loads(path.read_text(encoding="utf-8"))["names"])
    names.update(zone.rpartition("/")[2].replace("_", " ") for zone in get_global("zone_territories"))
    for code in LOCALES:
        zones = Locale.parse(code).time_zones
        names.update(zone["city"] for zone in zones.values() if "city" in zone)
    return frozenset(map(fold_name, names))


@cache
def known_countries() -> frozenset[str]:
    """Return the countries and territories known by name, case aside."""
    return frozenset(fold_name(name) for code in LOCALES for name in Locale.parse(code).territories.values())


def fold_name(text: str) -> str:
    """Return *text* without regard to case, and to the vowel signs of Arabic, which are written or left out at will."""
    return VOWEL_SIGNS.sub("", text.casefold())


def is_known_city(text: str) -> bool:
    """Return whether *text* is the name of a known city; several may be joined by strokes, a country may follow."""
    first = re.split(r"\s*[/,،／・]\s*", fold_name(text).strip(" ."))[0].strip(" .")
    return first in known_cities()


def is_known_place(text: str) -> bool:
    """Return whether *text* is the name of a known city or country."""
    return is_known_city(text) or is_known_country(text)


def is_known_country(text: str) -> bool:
    """Return whether *text* is the name of a known country."""
    return fold_name(text).strip(" .") in known_countries()


def is_place(text: str) -> bool:
    """Return whether *text* is a known place, or words in capitals where a place is looked for ("RAMALLAH")."""
    if not LETTER.search(text) or len(text) > LONGEST or any(character.isdigit() for character in text):
        return False
    city = text.split(",")[0].strip(" .")
    return is_known_place(text) or (city.isupper() and len(city) > ACRONYM and len(city.split()) <= CITY_WORDS)


def can_be_town(place: str) -> bool:
    """Return whether *place*, if it is none that is known, has as many words as a town's name, and is no acronym."""
    city = place.partition(",")[0]
    most, least = (CAPITAL_WORDS, ACRONYM + 1) if place.isupper() else (CITY_WORDS, 1)
    coded = place.isupper() and any(len(part) <= CODE for part in city.split("-")[1:])
    return is_known_place(place) or (least <= len(city) and len(city.split()) <= most and not coded)
