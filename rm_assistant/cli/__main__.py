"""`python -m rm_assistant.cli`: the same as the installed command."""

from __future__ import annotations

from rm_assistant.cli import main

if __name__ == "__main__":
    main()
