"""What keeps a crawl polite, and later what keeps it safe."""
