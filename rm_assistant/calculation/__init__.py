"""Plans over figures: read from questions, carried out exactly, printed so that a reader can follow."""
