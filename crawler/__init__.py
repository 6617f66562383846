"""How pages arrive: seeds, discovery, fetch and replay, guards, commands."""
