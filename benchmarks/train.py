"""Train a model that weighs blocks, and say how it does on hosts that it was not trained on.

    python -m benchmarks.train stories|pages CORPUS/FOLDER [CORPUS/FOLDER …] [--save]

`stories` is the model for pages that declare a story, `pages` the one for all others: it has columns of the page
besides, learns from pages that declare none alone, and is to be given lists and offers as well as stories. Threads
teach neither: what is a post is decided elsewhere. Wants catboost, which nothing else does: `pip install catboost`.

Data recipe: every block of every page of the folders (each with `pages.warc.gz` and `gold.jsonl`), with trafilatura's
fast vote; a block is worth the share of its 4-word shingles that stand in the gold body. Each page weighs the same, its
blocks by their length. A second copy of each page has no class, id or role: pages with neutral names must be read as
well. So must those whose menus nobody finds: each page is learned with its menus, too. Folds are by registered domain.
How a model does is told of it alone, before any rule.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import statistics
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.score import SHINGLE, shingles, tokens
from crawler.warc.pages import page_of
from crawler.warc.reader import Capture, read_archive
from pipelines.blocks import read_blocks
from pipelines.clean.menus import menus
from pipelines.decode import decode
from pipelines.describe.evidence import gather
from pipelines.describe.sites import site_of
from pipelines.document import Document
from pipelines.exceptions import Rejection
from pipelines.extract import extract
from pipelines.features import COLUMNS
from pipelines.markup import parse
from pipelines.page_features import ALL_COLUMNS, all_features, declares_story
from pipelines.prose import letters
from pipelines.stages import read
from pipelines.weigh import ENOUGH, PAGE_MODEL, STORY_MODEL, Trees, enough_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from schemas import Page

FOLDS = 5
#: Weight of the copy without names, and of that with menus.
NAMELESS = WHOLE = 0.4
#: Longest length that counts, and what each block weighs besides its length.
LONGEST, BASE = 400, 15
SETTINGS = {"iterations": 220, "depth": 6, "learning_rate": 0.12, "l2_leaf_reg": 5, "border_count": 64}
#: The models, each with its file and its columns, which are the first of all.
MODELS = {"stories": (STORY_MODEL, COLUMNS), "pages": (PAGE_MODEL, ALL_COLUMNS)}
#: Kinds of pages, as the gold calls them, that teach nothing.
THREADS = ("thread", "forum")
NAME_COLUMNS = [number for number, name in enumerate(COLUMNS) if name.startswith(("own_", "around_"))]


@dataclass(frozen=True)
class Example:
    """A page to learn from."""

    folder: str
    """Where it is from, and of which kind it is, where its gold says so."""
    fold: int
    texts: list[str]
    gold: str
    matrix: NDArray[np.float32]
    worth: NDArray[np.float64]
    whole: bool
    """Whether menus are in it that the model will not see: it is learned from, and tells nothing of the model."""

    @property
    def weight(self) -> NDArray[np.float64]:
        """What each block weighs; 1 for the page, WHOLE for one with its menus."""
        lengths = np.array([min(len(text), LONGEST) + BASE for text in self.texts], dtype=np.float64)
        return lengths / lengths.sum() * (WHOLE if self.whole else 1.0)

    @property
    def sizes(self) -> NDArray[np.float64]:
        """How long each block is, in Latin letters."""
        return np.array([letters(text) for text in self.texts], dtype=np.float64)


def worth(texts: list[str], gold: str) -> NDArray[np.float64]:
    """Return the share of each text's shingles that stand in *gold*; a text too short for one must be a line of it."""
    known = set(shingles(gold))
    lines = {tuple(tokens(line)) for line in gold.split("\n")}
    values: list[float] = []
    for text in texts:
        words = tuple(tokens(text))
        found = shingles(text)
        values.append(
            float(words in lines) if len(words) < SHINGLE else sum(run in known for run in found) / len(found)
        )
    return np.array(values)


def examples(folder: Path, width: int) -> Iterator[Example]:
    """Yield the pages of *folder* that have a gold body and are no threads, with the first *width* columns.

    With all columns, pages that declare a story are left out: the model that asks of them never sees one. A page that
    has menus comes twice, as the model will see it and whole.
    """
    gold = {entry["url"]: entry for entry in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8"))}
    for event in read_archive(folder / "pages.warc.gz"):
        if not isinstance(event, Capture) or not gold.get(event.url, {}).get("text"):
            continue
        kind = gold[event.url].get("page_type")
        if kind in THREADS:
            continue
        fold = fold_of(event.url)
        name, text = f"{folder.name} ({kind})" if kind else folder.name, gold[event.url]["text"]
        for document, whole in readings(page_of(event)):
            if document.blocks and (width == len(COLUMNS) or not declares_story(document.evidence)):
                texts = [block.text for block in document.blocks]
                matrix = all_features(document)[:, :width]
                yield Example(name, fold, texts, text, matrix, worth(texts, text), whole)


def fold_of(url: str) -> int:
    """Return the fold of the page at *url*: the same for all pages of a registered domain."""
    return int(hashlib.sha256((site_of(url) or url).encode()).hexdigest(), 16) % FOLDS


def readings(page: Page) -> Iterator[tuple[Document, bool]]:
    """Yield *page* as the model will see it; then, where that lacks menus, as a whole."""
    with suppress(Rejection):
        seen = read(page, (decode, parse, gather, read_blocks, menus, extract))
        yield seen, False
        if seen.menus:
            yield read(page, (decode, parse, gather, read_blocks, extract)), True


def train(pages: list[Example]) -> Trees:
    """Return the trees learned from *pages*."""
    from catboost import CatBoostRegressor, Pool

    matrices = [page.matrix for page in pages]
    nameless = [page.matrix.copy() for page in pages]
    for matrix in nameless:
        matrix[:, NAME_COLUMNS] = 0
    weights = [page.weight for page in pages]
    pool = Pool(
        np.vstack(matrices + nameless),
        np.concatenate([page.worth for page in pages] * 2),
        weight=np.concatenate([*weights, *(NAMELESS * weight for weight in weights)]),
    )
    model = CatBoostRegressor(loss_function="RMSE", random_seed=1, thread_count=-1, verbose=0, **SETTINGS)
    model.fit(pool)
    return exported(model)


def exported(model: Any) -> Trees:
    """Return catboost's *model* as trees of ours; a tree that asks less than the depth repeats a question."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.json"
        model.save_model(str(path), format="json")
        saved = json.loads(path.read_text(encoding="utf-8"))
    depth = int(SETTINGS["depth"])
    columns, borders, leaves = [], [], []
    for tree in saved["oblivious_trees"]:
        splits = tree["splits"]
        missing = depth - len(splits)
        columns.append([split["float_feature_index"] for split in splits] + [0] * missing)
        borders.append([split["border"] for split in splits] + [np.inf] * missing)
        leaves.append(tree["leaf_values"] + [0.0] * (2**depth - len(tree["leaf_values"])))
    scale, bias = saved["scale_and_bias"]
    return Trees(
        np.array(columns),
        np.array(borders, dtype=np.float32),
        np.array(leaves, dtype=np.float32) * np.float32(scale),
        float(bias[0] if isinstance(bias, list) else bias),
    )


def report(pages: list[Example], weights: list[NDArray[np.float32]]) -> None:
    """Print F1 of mean precision and mean recall, and the share of perfect pages, by folder."""
    for folder in dict.fromkeys(page.folder for page in pages):
        found = [overlap(page, weight) for page, weight in zip(pages, weights, strict=True) if page.folder == folder]
        precision = statistics.mean(shared / (shared + extra) for shared, extra, _ in found if shared + extra)
        recall = statistics.mean(shared / (shared + missing) for shared, _, missing in found if shared + missing)
        perfect = statistics.mean(not extra and not missing for _, extra, missing in found)
        f1 = 2 * precision * recall / (precision + recall)
        print(f"{folder:30} F1 {f1:.4f}  P {precision:.4f}  R {recall:.4f}  perfect {perfect:.3f}", flush=True)


def overlap(page: Example, weights: NDArray[np.float32]) -> tuple[int, int, int]:
    """Return how many shingles of text and gold are shared, extra and missing."""
    enough = ENOUGH if page.matrix.shape[1] == len(COLUMNS) else enough_of(weights, page.sizes)
    taken = [text for text, weight in zip(page.texts, weights, strict=True) if weight >= enough]
    got, want = shingles("\n".join(taken)), shingles(page.gold)
    shared = (got & want).total()
    return shared, got.total() - shared, want.total() - shared


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=MODELS)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--save", action="store_true", help="train on all folds and write the model")
    options = parser.parse_args()
    path, names = MODELS[options.model]
    pages = [page for folder in options.folders for page in examples(folder, len(names))]
    print(f"{len(pages)} pages, {sum(len(page.texts) for page in pages)} blocks", flush=True)
    if options.save:
        model = train(pages)
        arrays = {"columns": model.columns, "borders": model.borders, "leaves": model.leaves, "bias": model.bias}
        np.savez_compressed(path, names=np.array(names), **arrays)
        print(f"{path}: {path.stat().st_size:,} bytes")
        return
    weights: dict[int, NDArray[np.float32]] = {}
    for fold in range(FOLDS):
        model = train([page for page in pages if page.fold != fold])
        judged = [number for number, page in enumerate(pages) if page.fold == fold and not page.whole]
        weights |= {number: model.weigh(pages[number].matrix) for number in judged}
    report([pages[number] for number in sorted(weights)], [weights[number] for number in sorted(weights)])


if __name__ == "__main__":
    main()
