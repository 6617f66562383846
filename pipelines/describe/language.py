"""Text in, language out: script where it tells, langdetect given text enough, the declared one to settle it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from babel import localedata

from pipelines.assemble import join_blocks
from pipelines.describe.detector import detect, profiles, share_known
from pipelines.prose import without

if TYPE_CHECKING:
    from pipelines.document import Block, Document
    from schemas.content import EvidenceSource

#: Letters from which langdetect's answer stands without a declared language beside it.
ENOUGH = 200
#: Letters below which nothing is believed.
TOO_FEW = 20
#: Characters that langdetect is given: 2.7 ms a thousand, and more of them decide nothing.
SAMPLE = 1_000
#: Characters that the script is judged by.
LOOKED_AT = 4_000
#: Probability from which langdetect is sure; its probabilities crowd at 0 and 1 and are no confidence.
SURE = 0.9
#: The least share of a text's runs of characters that the language it is in knows: tables of names are at 0.89;
#: Icelandic is Norwegian, and Xhosa is Swahili, at 0.82 to 0.86.
KNOWN = 0.87
#: What the answers are worth, by the evidence behind them.
CONFIDENCE = {
    "script": 0.99,
    "agreed": 0.99,
    "declared_close": 0.9,
    "detected": 0.95,
    "contradicted": 0.85,
    "short": 0.8,
    "declared": 0.8,
}

#: Where an answer comes from, if not from langdetect.
SOURCES: dict[str, EvidenceSource] = {"script": "script", "declared": "meta"}
#: Scripts that one language alone writes.
SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff\uff66-\uff9f]"),
    "ko": re.compile("[\uac00-\ud7af\u1100-\u11ff]"),
    "el": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "hy": re.compile("[\u0530-\u058f]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
    "km": re.compile("[\u1780-\u17ff]"),
    "lo": re.compile("[\u0e80-\u0eff]"),
    "my": re.compile("[\u1000-\u109f]"),
    "am": re.compile("[\u1200-\u137f]"),
    "ta": re.compile("[\u0b80-\u0bff]"),
    "te": re.compile("[\u0c00-\u0c7f]"),
    "kn": re.compile("[\u0c80-\u0cff]"),
    "ml": re.compile("[\u0d00-\u0d7f]"),
    "gu": re.compile("[\u0a80-\u0aff]"),
    "pa": re.compile("[\u0a00-\u0a7f]"),
    "si": re.compile("[\u0d80-\u0dff]"),
}
HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
LETTERS = re.compile(r"[^\W\d_]+")
#: ASCII, and what is no letter in it.
ASCII = bytes(range(128))
NO_LETTERS = bytes(code for code in ASCII if not chr(code).isalpha())
#: Share of a text's letters from which a script decides. Japanese mixes kana with Han; a tenth of kana is Japanese.
SCRIPT_SHARE = {"ja": 0.1}
USUAL_SHARE = 0.5
#: Languages that langdetect takes for one another; between them, what the page declares decides.
CLOSE = (
    {"no", "nb", "nn", "da", "sv"},
    {"hr", "sr", "bs", "sl", "mk", "bg"},
    {"cs", "sk"},
    {"id", "ms"},
    {"es", "ca", "gl", "pt"},
    {"ru", "uk", "be", "bg"},
    {"af", "nl"},
    {"fa", "ar", "ur"},
    {"hi", "mr", "ne"},
    {"et", "fi"},
)
#: langdetect's names, and names of old, by today's.
NAMES = {"zh-cn": "zh", "zh-tw": "zh", "iw": "he", "in": "id", "nb": "no", "nn": "no", "tl": "fil", "sh": "sr"}
ADDRESS = re.compile(r"https?://\S+|www\.\S+|[\w.]+@[\w.]+|[@#]\w+")
#: What every address holds: most texts have none, and to look for the word before an `@` takes long. Each alternative
#: begins with a sign, to which Python skips.
ADDRESS_MARKS = re.compile(r"://|www\.|@|#")


def describe(document: Document) -> None:
    """Add `language` and `language_confidence`, or neither."""
    posts = (post.text for post in document.posts)
    body = document.body
    prose = [block for block in body if block.kind != "code"] or body
    text = "\n".join([join_blocks(opening(prose)), *posts])[:LOOKED_AT]
    text = ADDRESS.sub(" ", text) if ADDRESS_MARKS.search(text) else text
    declared = declared_language(document)
    found = judge(text, declared[0] if declared else None)
    if found is None:
        return
    language, evidence = found
    source = SOURCES.get(evidence, "langdetect")
    document.add("language", language, source, declared[1] if declared else "")
    document.add("language_confidence", CONFIDENCE[evidence], source, evidence)


def opening(body: list[Block]) -> list[Block]:
    """Return those blocks of *body* with which LOOKED_AT characters are reached."""
    lengths = accumulate(len(block.text) for block in body)
    return body[: 1 + sum(1 for _ in takewhile(lambda length: length < LOOKED_AT, lengths))]


def declared_language(document: Document) -> tuple[str, str] | None:
    """Return (language, raw text) that most of the page's declarations name; the first of them where they tie."""
    evidence = document.evidence
    meta = evidence.first("og:locale", "content-language", "dc.language", "language", "inlanguage")
    in_language = evidence.story.get("inLanguage")
    hints = document.page.hints
    raw = [
        evidence.language,
        in_language if isinstance(in_language, str) else None,
        meta[1] if meta else None,
        hints.language if hints else None,
        document.page.language,
    ]
    declared = [(base, text) for text in raw if text and (base := base_language(text))]
    if not declared:
        return None
    votes = Counter(base for base, _ in declared)
    return max(declared, key=lambda entry: votes[entry[0]])


def base_language(tag: str) -> str | None:
    """Return the language in a tag such as `pt_BR` or `zh-Hant-TW`, by the name used here; None where it is no tag."""
    match = re.match(r"\s*([a-zA-Z]{2,3})(?:[-_,;\s]|$)", tag)
    return NAMES.get(match[1].lower(), match[1].lower()) if match else None


def judge(text: str, declared: str | None) -> tuple[str, str] | None:
    """Return (language, what it rests on: a key of CONFIDENCE), or None where the evidence is thin or divided."""
    beyond = without(ASCII, text)
    count = len(text.encode("ascii", "ignore").translate(None, NO_LETTERS)) + sum(map(len, LETTERS.findall(beyond)))
    dense = len(HAN.findall(beyond))
    if count + 2 * dense < TOO_FEW:
        return None
    script = by_script(beyond, count)
    if script:
        return script, "script"
    named, probability = detect(text[:SAMPLE], declared)
    if named is None:
        return None
    detected = NAMES.get(named, named)
    if declared == detected:
        return detected, "agreed" if count + 2 * dense >= ENOUGH else "short"
    if count + 2 * dense < ENOUGH:
        return None
    if declared and any({declared, detected} <= group for group in CLOSE):
        return declared, "declared_close"
    if share_known(text[:SAMPLE], named) < KNOWN:
        return (declared, "declared") if declared and is_beyond(declared) else None
    if probability < SURE:
        return None
    return detected, "contradicted" if declared else "detected"


def is_beyond(language: str) -> bool:
    """Return whether *language* is one, and none that langdetect knows: it answers with the nearest."""
    known = {NAMES.get(name, name) for name in profiles().languages}
    return language not in known and localedata.exists(language)


def by_script(text: str, count: int) -> str | None:
    """Return the language that alone writes the script of *text*, part of one that has *count* letters."""
    signs = "".join(set(text))
    for language, script in SCRIPTS.items():
        if script.search(signs) and len(script.findall(text)) >= SCRIPT_SHARE.get(language, USUAL_SHARE) * count:
            return language
    return "zh" if len(HAN.findall(text)) >= USUAL_SHARE * count else None
