"""Document Q&A over company filings: cited, checked and logged answers."""
