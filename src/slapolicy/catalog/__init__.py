"""Policies of real support teams, each from a public document, as factories with parameters.

Examples:
    >>> from slapolicy.catalog import community_support
    >>> community_support().name
    'community-support'
"""

from slapolicy.catalog.community_support import community_support
from slapolicy.catalog.confluence_health_check import confluence_health_check
from slapolicy.catalog.sign_x_studio import sign_x_studio
from slapolicy.catalog.sophmate import sophmate
from slapolicy.catalog.teamflow import teamflow

__all__ = ["community_support", "confluence_health_check", "sign_x_studio", "sophmate", "teamflow"]
