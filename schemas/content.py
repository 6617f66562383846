"""What a page says: the part of a record that is read from the page itself."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.fields import Body, Language, Line, PartialDatetime

PageType = Literal["article", "thread", "listing", "other"]
Precision = Literal["day", "minute", "second"]
EvidenceSource = Literal["json-ld", "microdata", "meta", "feed", "visible", "url", "seed", "langdetect", "script"]


class Model(BaseModel):
    """A frozen value that forbids unknown fields; the docstring under a field is its description."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Image(Model):
    """A picture that belongs to the story."""

    url: str | None
    """Absolute address; null where the document has only the caption."""
    caption: Line | None
    """What the page says under the picture, without the credit."""
    credit: Line | None
    """Photographer or agency, without "Photo:"."""


class Post(Model):
    """A reply in a thread, or a comment under an article."""

    author: Line | None
    """Name or handle of the poster; null where the page does not say."""
    published: PartialDatetime | None
    """When it was posted, as precise as the page says; relative times ("2 hours ago") are null."""
    text: Body
    """The reply in the poster's own words, without what it quotes."""
    quotes: list[Body]
    """What it quotes from earlier posts, in order."""


class Rival(Model):
    """Something else that the page says of a field."""

    source: EvidenceSource
    """The kind of evidence."""
    raw: str
    """The text read there; its first 300 characters."""


class Provenance(Model):
    """Where the value of a field came from, and what it beat."""

    source: EvidenceSource
    """The kind of evidence; `script` is the writing system of the text."""
    raw: str
    """The text read there, before it was normalised."""
    rivals: list[Rival] = []
    """What else the page, its feed or sitemap says of the field, the most telling first, five at most."""
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None
    """How often a value of this kind of evidence was right on pages whose answer is known, 0 to 1; null where too few
    are. `title`, `published` and `authors` alone have it."""


class Content(Model):
    """The story and its metadata, as the page gives them."""

    title: Line | None
    """Headline without the site's name; null where the page has none."""
    subtitle: Line | None
    """Standfirst: the line or two between headline and body that sum the story up; not repeated in `text`."""
    text: Body
    """The body: paragraphs, headings, list items, quotes, one blank line between. Code keeps its lines, and the blanks
    that indent and align them. No boilerplate, captions, credits or comments. A dateline that opens a paragraph stays;
    a byline or agency block does not. Of a thread: the opening post, a pasted article included. Of a story on several
    pages (`rel="next"`): what all that are joined say."""
    truncated: bool | None
    """True where the page itself gave only a teaser (declared `isAccessibleForFree: false` and short, or a visible
    wall), or where a story is joined of several pages and the next could not be had; false where it declared the text
    free and whole, null where it does not say."""
    headings: list[Line]
    """The headings that stand inside `text`, in order."""
    posts: list[Post]
    """The replies of a thread, or the comments under an article, in order, none repeated."""
    images: list[Image]
    """Pictures of the story, in order."""
    authors: list[Line]
    """People who wrote it, as printed, without "By"."""
    agencies: list[Line]
    """Wire agencies credited by byline, dateline or "told AFP", in the order printed, each by its usual short Latin
    name whatever the page's script. A photo credit or a mention in the prose does not count."""
    place: Line | None
    """Place of the dateline or agency line, as printed."""
    published: PartialDatetime | None
    """When it was first published, as precise as the page says; never completed with midnight or today. A stamp that
    says "updated" is `modified`."""
    modified: PartialDatetime | None
    """When it was last changed, as precise as the page says."""
    published_precision: Precision | None
    """How much of `published` the page gave: `day`, `minute` or `second`."""
    section: Line | None
    """Section of the site, from metadata, a section line or a breadcrumb less "Home" and the title."""
    tags: list[Line]
    """Keywords and topics given by the page or its feed, in order, none repeated."""
    description: Line | None
    """The page's own summary for search engines and social media."""
    language: Language | None
    """BCP 47 tag of the text; null where the evidence is thin or divided."""
    language_confidence: Annotated[float, Field(ge=0, le=1)] | None
    """How sure the language is, 0 to 1; null where `language` is."""
    page_type: PageType
    """`article`, `thread` (posts by several hands), `listing` (links to stories; the boards of a forum) or `other`: of
    a front page, and that of a tag, category or author, the days and people shown are those of its entries."""
    provenance: dict[str, Provenance]
    """For each metadata field that has a value: where it came from, and the raw text read. `text` stands there where a
    story goes on: `raw` is the addresses of the further pages joined, one a line, its rival the one that was not, and
    why."""
