"""The suites by name. To add one: a module with a function from Options to Result, and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from eval import abstain, answers, facts, figures, hostile, overhead, pages, tables, tatqa
from eval.suite import Suite

SUITES: Mapping[str, Suite] = {
    "abstain": abstain.run,
    "answers": answers.run,
    "facts": facts.run,
    "figures": figures.run,
    "hostile": hostile.run,
    "overhead": overhead.run,
    "pages": pages.run,
    "tables": tables.run,
    "tatqa": tatqa.run,
}
