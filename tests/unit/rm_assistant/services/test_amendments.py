from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.domain.documents import PUBLIC_WALL, Document, FilingForm, Identifier, IdentifierKind
from rm_assistant.services.amendments import superseded
from tests.filings import catalogued, filing

PERIOD = date(2024, 3, 31)


def document(name: str, *, wall: str = PUBLIC_WALL, superseded_by: str | None = None, **metadata: object) -> Document:
    made = catalogued(filing(name, ["Sales."]), wall=wall)
    described = {"issuer": "Halden Corporation", "period_end": PERIOD, **metadata}
    return replace(
        made,
        id=name,
        superseded_by=superseded_by,
        metadata=replace(made.metadata, **described),  # type: ignore[arg-type]
    )


ORIGINAL = document("original")
AMENDED = document("amended", amends=True, filed_on=date(2024, 8, 1))


def test_the_amended_takes_the_place_of_the_original_whichever_comes_first() -> None:
    assert superseded(AMENDED, [ORIGINAL]) == {"original": "amended"}
    assert superseded(ORIGINAL, [AMENDED]) == {"original": "amended"}


def test_originals_do_not_replace_each_other() -> None:
    assert superseded(ORIGINAL, [document("the same as HTML")]) == {}


@pytest.mark.parametrize(
    "other",
    [
        document("other period", period_end=date(2023, 3, 31)),
        document("no period", period_end=None),
        document("other form", form=FilingForm.FORM_10Q),
        document("other issuer", issuer="Vesper Holdings"),
        document("no issuer", issuer=None),
    ],
    ids=lambda other: other.id,
)
def test_only_the_same_period_of_the_same_issuer_in_the_same_form_is_replaced(other: Document) -> None:
    assert superseded(AMENDED, [other]) == {}


@pytest.mark.parametrize(
    "other",
    [
        document("spelt otherwise", issuer="HALDEN CORP."),
        document("other name", issuer="ハルデン", issuer_names=("Halden Corporation",)),
    ],
    ids=lambda other: other.id,
)
def test_an_issuer_is_known_by_any_of_its_names(other: Document) -> None:
    assert superseded(AMENDED, [other]) == {other.id: "amended"}


def test_an_issuer_is_known_by_its_number() -> None:
    number = (Identifier(IdentifierKind.EDINET, "E00001"),)

    renamed = document("renamed", issuer="Before the merger", identifiers=number)

    assert superseded(replace(AMENDED, metadata=replace(AMENDED.metadata, identifiers=number)), [renamed]) == {
        "renamed": "amended"
    }


def test_the_amendment_filed_last_stands_for_all() -> None:
    later = document("later", amends=True, filed_on=date(2024, 9, 1))

    assert superseded(later, [ORIGINAL, AMENDED]) == {"original": "later", "amended": "later"}
    assert superseded(AMENDED, [ORIGINAL, later]) == {"original": "later", "amended": "later"}


def test_amendments_of_one_day_stand_beside_each_other() -> None:
    other_format = document("amended as HTML", amends=True, filed_on=date(2024, 8, 1))

    links = superseded(other_format, [ORIGINAL, AMENDED])

    assert set(links) == {"original"}


def test_what_is_known_already_is_not_told_again() -> None:
    assert superseded(AMENDED, [replace(ORIGINAL, superseded_by="amended")]) == {}


def test_an_amendment_behind_a_wall_is_not_told_of_outside() -> None:
    inside = document("inside", wall="deal-7", amends=True, filed_on=date(2024, 8, 1))

    assert superseded(inside, [ORIGINAL, document("walled", wall="deal-7")]) == {"walled": "inside"}
    assert superseded(AMENDED, [document("walled", wall="deal-7")]) == {"walled": "amended"}


@given(
    st.lists(
        st.builds(
            lambda number, amends, day: document(f"{number}", amends=amends, filed_on=date(2024, 1, day)),
            st.integers(0, 9),
            st.booleans(),
            st.integers(1, 5),
        ),
        min_size=1,
        max_size=6,
        unique_by=lambda made: made.id,
    )
)
def test_nothing_replaces_itself_and_what_stands_is_never_older(documents: list[Document]) -> None:
    by_id = {made.id: made for made in documents}

    for older, amendment in superseded(documents[0], documents[1:]).items():
        assert older != amendment
        assert by_id[amendment].metadata.amends
        assert not by_id[older].metadata.amends or by_id[older].metadata.filed_on < by_id[amendment].metadata.filed_on  # type: ignore[operator]
