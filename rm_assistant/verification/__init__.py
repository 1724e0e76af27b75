"""Checks of a drafted claim against the spans it cites. What a check finds is a `Finding`, never an exception."""
