"""Of all regions that look like statements, those that are the filing's own: they stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.statement_regions import TABLE_KINDS, Region
from rm_assistant.domain.documents import Basis, Language, StatementKind

_WEIGHTS = {
    StatementKind.BALANCE_SHEET: 3.0,
    StatementKind.INCOME_STATEMENT: 3.0,
    StatementKind.CASH_FLOW: 3.0,
    StatementKind.COMPREHENSIVE_INCOME: 1.0,
    StatementKind.EQUITY: 1.0,
}
_FAR = 12
"""Pages beyond which two statements do not belong together."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A region with the basis it is on, read from its title or from those it stands with; None where none says."""

    region: Region
    basis: Basis | None


def choose(regions: Sequence[Region], language: Language) -> list[Chosen]:
    """The filing's statements by basis, and its segment tables and key figures."""
    primary = [region for region in regions if region.kinds[0] not in TABLE_KINDS]
    chosen: list[Chosen] = []
    for parent_only in (False, True):
        own = [region for region in primary if _is_parent_only(region, language) is parent_only]
        together = _standing_together(own)
        basis = _basis_of(together, parent_only=parent_only)
        chosen += [Chosen(region, basis) for region in together]
    group = any(each.basis is Basis.CONSOLIDATED for each in chosen)
    tables = [region for region in regions if region.kinds[0] in TABLE_KINDS]
    return chosen + [Chosen(region, _basis_of_table(region, group=group)) for region in tables]


def _basis_of_table(region: Region, *, group: bool) -> Basis | None:
    """Segments are disclosed for the group, where the filing shows one; key figures are whose their heading says."""
    if region.kinds == (StatementKind.SEGMENTS,) and group:
        return Basis.CONSOLIDATED
    return region.says


def _is_parent_only(region: Region, language: Language) -> bool:
    """In Japanese filings a title without 連結 is the filer's own; in English ones only what says so."""
    if language is Language.JAPANESE:
        return region.says is not Basis.CONSOLIDATED
    return region.says is Basis.PARENT_ONLY


def _basis_of(regions: Sequence[Region], *, parent_only: bool) -> Basis | None:
    if parent_only:
        return Basis.PARENT_ONLY
    return Basis.CONSOLIDATED if any(region.says is Basis.CONSOLIDATED for region in regions) else None


def _standing_together(regions: Sequence[Region]) -> list[Region]:
    """The best neighbourhood of one region each kind, and what of the same kinds stands between them."""
    if not regions:
        return []
    best = max((_neighbourhood(seed, regions) for seed in regions), key=_worth)
    first = min(region.first for region in best)
    last = max(region.stretches[-1].page for region in best)
    return [region for region in regions if region in best or (first <= region.first <= last and not region.summary)]


def _neighbourhood(seed: Region, regions: Sequence[Region]) -> list[Region]:
    found = [seed]
    for kind in _WEIGHTS:
        if any(kind in region.kinds for region in found):
            continue
        rivals = [region for region in regions if kind in region.kinds and abs(region.first - seed.first) <= _FAR]
        if rivals:
            found.append(min(rivals, key=lambda region: abs(region.first - seed.first) - _quality(region)))
    return found


def _quality(region: Region) -> float:
    """Worth in pages of distance."""
    return min(region.rows, 40) / 10 + 4 * region.bracketed - 4 * region.summary + (region.says is Basis.CONSOLIDATED)


def _worth(regions: Sequence[Region]) -> float:
    kinds = {kind for region in regions for kind in region.kinds}
    pages = [region.first for region in regions]
    weight = sum(_WEIGHTS.get(kind, 0.0) for kind in kinds)
    quality = sum(_quality(region) for region in regions) / len(regions)
    return weight + 0.5 * quality - 0.1 * (max(pages) - min(pages))
