"""What happens to a page: read, cleaned, described, identified, validated, committed."""

VERSION = "0.1.0"
