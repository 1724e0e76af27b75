"""Checks of questions before anything is searched, and of a model's words before anyone reads them."""
