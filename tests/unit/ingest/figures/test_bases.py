from __future__ import annotations

import pytest

from ingest.figures.bases import basis_of, bracketed_basis, headed_basis
from rm_assistant.domain.documents import Basis, Section
from rm_assistant.domain.figures import Source
from tests.table_pages import figures_of, table_page


@pytest.mark.parametrize(
    ("heading", "basis"),
    [
        ("（１）連結経営成績", Basis.CONSOLIDATED),
        ("（１）個別経営成績", Basis.PARENT_ONLY),
        ("３．連結業績予想", Basis.CONSOLIDATED),
        ("前連結会計年度", None),
        ("決算短信（非連結）", None),
        ("連結子会社の数", None),
    ],
)
def test_a_heading_says_whose_the_numbers_are(heading: str, basis: Basis | None) -> None:
    assert headed_basis(heading) is basis


def test_a_column_in_brackets_is_of_its_own_basis() -> None:
    found = figures_of(table_page("|配当金総額|配当性向（連結）", "当期|1|2"))
    assert (found["r2c2"].basis, found["r2c3"].basis) == (None, Basis.CONSOLIDATED)


def test_not_consolidated_is_the_filer_alone() -> None:
    assert bracketed_basis(["配当性向（非連結）"]) is Basis.PARENT_ONLY


@pytest.mark.parametrize(
    ("key", "basis"),
    [
        ("第5-連結財務諸表-注記", Basis.CONSOLIDATED),
        ("第4-中間連結財務諸表-注記事項", Basis.CONSOLIDATED),
        ("第5-財務諸表等-貸借対照表", Basis.PARENT_ONLY),
    ],
)
def test_the_chapter_of_the_form_decides(key: str, basis: Basis) -> None:
    page = table_page("|当期", "その他|1")
    section = Section(key, "注記", 1, 1, 1)
    assert basis_of(page.tables[0], page, section) == (basis, Source.SECTION)
