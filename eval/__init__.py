"""Evaluation: how often what the product does is right, measured on real filings that are not part of it."""
