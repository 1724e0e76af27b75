"""Reading filings: from a file to pages, tables, sections, passages and what the cover says."""
