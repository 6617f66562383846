"""What holds for every test."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is slow, not wrong: Hypothesis would fail an example that takes longer than 200 ms.
settings.register_profile("plainwire", deadline=None)
settings.load_profile("plainwire")
