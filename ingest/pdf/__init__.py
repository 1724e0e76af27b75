"""PDF filings: text with positions, blocks and tables of every page."""

from ingest.pdf.reader import read_pdf

__all__ = ["read_pdf"]
