"""WARC files: written, read whatever their state, and indexed for replay."""
