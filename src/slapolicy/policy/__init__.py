"""A policy: its parts together, what they say of each other, its fingerprint and its schema (P1-P3).

Reading order: `policy` (the value and its question), `hearing` (which clocks an event concerns), `references` (the
names in it), `documents`, `fingerprints`, `schema`.
"""

from slapolicy.policy.policy import Policy

__all__ = ["Policy"]
