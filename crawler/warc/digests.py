"""A declared digest and bytes in; out, whether they agree."""

from __future__ import annotations

import hashlib
from base64 import b32encode, b64encode

#: Those with a length of their own.
ALGORITHMS = hashlib.algorithms_guaranteed - {"shake_128", "shake_256"}


def agrees(declared: str, data: bytes) -> bool | None:
    """Return whether *data* has the digest *declared* (`algorithm:value`, in base32, base64 or hex).

    None where that cannot be told: no value, or an algorithm that is not known here.
    """
    name, _, value = declared.partition(":")
    value = value.strip().rstrip("=")
    digest = digest_of(name.strip().lower().replace("-", ""), data)
    if digest is None or not value:
        return None
    return (
        digest.hex() == value.lower()
        or b32encode(digest).decode().rstrip("=") == value.upper()
        or b64encode(digest).decode().rstrip("=") == value.replace("-", "+").replace("_", "/")
    )


def digest_of(algorithm: str, data: bytes) -> bytes | None:
    """Return the digest of *data*; None where *algorithm* is not known."""
    return hashlib.new(algorithm, data, usedforsecurity=False).digest() if algorithm in ALGORITHMS else None
