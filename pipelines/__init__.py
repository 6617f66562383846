"""What happens to a page: read, cleaned, described, identified, validated, committed."""

from importlib.metadata import version

VERSION = "0.1.0"
#: That of what finds the main content.
TRAFILATURA = version("trafilatura")
