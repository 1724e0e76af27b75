"""Sample filings of fictional companies, made by `python -m ingest.samples OUT_DIR`: the same bytes on every run.

The accounts stand in `content/*.toml`, the wording in `content/*.txt`; everything else here only sets them.
"""
