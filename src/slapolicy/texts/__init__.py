"""Texts to plain data and back: YAML, JSON and TOML, with one set of values and bounds for all three (P2, P3).

This room knows nothing of policies, so that a policy may read itself.
"""
