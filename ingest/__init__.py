"""Reading filings: from a file to pages, tables, sections, passages and what the cover says."""

from typing import Final

PARSER_VERSION: Final = "3"
"""To be raised whenever a source would be read differently: filings read by another version are read anew."""
