"""Benches: how fast and how large, on data that is made here."""
