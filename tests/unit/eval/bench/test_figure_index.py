"""The bench of look-ups, on a small catalog."""

from __future__ import annotations

from pathlib import Path

from eval.bench.figure_index import Size, run


def test_every_kind_of_look_up_is_measured(tmp_path: Path) -> None:
    result = run(Size(filings=6, figures=1200, questions=8, large_filing=500), tmp_path)

    assert result.n == 8
    assert {name.partition("_filings")[0] for name in result.measures} == {"few", "all"}
    assert all(measure.value > 0 for measure in result.measures.values())
    assert result.notes["figures"].endswith("in 6 filings")
