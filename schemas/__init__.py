"""What the data is: Seed -> Page -> Draft -> Article, and what is said of a page that became no record."""

from schemas.article import SCHEMA_VERSION, Article
from schemas.content import Content, Image, Post, Provenance
from schemas.draft import Draft
from schemas.outcome import Rejected, Removed
from schemas.page import ArchiveLocation, Hints, Http, Page, Part
from schemas.seed import Seed

__all__ = [
    "SCHEMA_VERSION",
    "ArchiveLocation",
    "Article",
    "Content",
    "Draft",
    "Hints",
    "Http",
    "Image",
    "Page",
    "Part",
    "Post",
    "Provenance",
    "Rejected",
    "Removed",
    "Seed",
]
