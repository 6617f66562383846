"""Hostile sites on loopback, and what Plainwire lets them do; each site's own log of visits is the witness."""
