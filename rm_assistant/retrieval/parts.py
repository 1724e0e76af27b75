"""The parts of a question: the companies that it compares, and periods too far apart for one filing to show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rm_assistant.domain.questions import Part, Period, ResolvedQuestion

MOST_PARTS = 8
"""Each takes a search of its own. Companies come first: periods are searched together where there are more parts."""
_SHOWN_TOGETHER = 2
"""An annual report shows its year and the two before."""


def period_groups(periods: Sequence[Period]) -> list[tuple[Period, ...]]:
    """`periods` in runs that one filing shows, the latest run first; each run is earliest first, as `periods` are."""
    groups: list[list[Period]] = []
    for period in reversed(periods):
        if groups and groups[-1][-1].fiscal_year - period.fiscal_year <= _SHOWN_TOGETHER:
            groups[-1].insert(0, period)
        else:
            groups.append([period])
    return [tuple(group) for group in groups] or [()]


def parts_of(question: ResolvedQuestion) -> list[ResolvedQuestion]:
    """The question once for each part that has documents, in the scope of the part; itself where it has no parts."""
    return [narrowed(question, part) for part in question.scope.parts if part.documents] or [question]


def narrowed(question: ResolvedQuestion, part: Part) -> ResolvedQuestion:
    """The question in the scope of one part. All companies stay named, since their names choose no page."""
    scope = replace(
        question.scope, periods=part.periods, documents=part.documents, preferred=part.preferred, parts=(part,)
    )
    return replace(question, scope=scope)
