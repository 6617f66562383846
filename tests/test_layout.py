"""The packages: which may import which, and that those imported are ours."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
#: Each package, and those of ours that it may import.
MAY_IMPORT = {
    "schemas": {"schemas"},
    "pipelines": {"schemas", "pipelines"},
    "crawler": {"schemas", "pipelines", "crawler"},
}


def imported_packages(path: Path) -> set[str]:
    """Return the top-level package of every import in the module at *path*, wherever it stands."""
    packages: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            packages |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            packages.add((node.module or "").partition(".")[0])
    return packages


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_run_from_crawler_to_pipelines_to_schemas(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        ours = imported_packages(path) & MAY_IMPORT.keys()
        assert ours <= MAY_IMPORT[package], path.relative_to(ROOT)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_the_packages_imported_are_those_of_this_checkout(package: str) -> None:
    module = importlib.import_module(package)
    assert module.__file__ is not None
    assert Path(module.__file__).parent == ROOT / package


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_every_module_opens_with_a_sentence(package: str) -> None:
    for path in (ROOT / package).rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if source:
            assert ast.get_docstring(ast.parse(source)), path.relative_to(ROOT)


def test_no_module_is_called_utils() -> None:
    assert not [path for package in MAY_IMPORT for path in (ROOT / package).rglob("util*")]
