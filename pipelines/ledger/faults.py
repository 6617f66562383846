"""Why there is no ledger to work with.

* LedgerRefused      exit 2: this ledger, or this output, is not the run's to go on with; nothing was changed
  - LedgerTaken      the same: another run uses it
* LedgerUnwritable   exit 5: the ledger, or a file that it keeps, takes no more; the run can be resumed
  - LedgerLost       exit 5: the database cannot be reached any more
"""

from __future__ import annotations


class LedgerRefused(Exception):
    """The ledger is of another version, of another run, or does not fit the files."""


class LedgerTaken(LedgerRefused):
    """Another run uses the ledger."""


class LedgerUnwritable(Exception):
    """What happened could not be kept. Whatever was not kept is done again when the same command is run again."""


class LedgerLost(LedgerUnwritable):
    """The database server went away, and did not come back in time."""
