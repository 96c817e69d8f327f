"""Support promises as immutable values: by when, is it late, and who is next?"""

__version__ = "0.1.0"
