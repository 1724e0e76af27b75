"""A reply is read claim by claim, however it is cut into pieces."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.domain.answers import Calculation, DraftClaim, Operand
from rm_assistant.domain.errors import MalformedReplyError
from rm_assistant.serialisation import to_jsonable
from rm_assistant.services.drafting import LONGEST_REPLY, DraftReader
from tests.fakes_chat import claim_json, reply_json

KNOWN = ("n1-1", "n1-2")


def read(*pieces: str) -> tuple[list[DraftClaim], bool]:
    reader = DraftReader(KNOWN)
    claims = [claim for piece in pieces for claim in reader.feed(piece)]
    claims += reader.finish()
    return claims, reader.not_in_documents


texts = st.text(min_size=1, max_size=40).filter(lambda text: text == text.strip())
drafts = st.builds(
    DraftClaim,
    text=texts,
    spans=st.lists(st.sampled_from(KNOWN), max_size=3).map(tuple),
    quote=st.none() | texts,
    calculation=st.none()
    | st.builds(
        Calculation,
        formula=texts,
        operands=st.lists(st.builds(Operand, name=texts, value=texts, span=st.sampled_from(KNOWN)), max_size=2).map(
            tuple
        ),
        result=texts,
    ),
)


def as_json(claims: list[DraftClaim]) -> str:
    return json.dumps({"claims": [to_jsonable(claim) for claim in claims], "not_in_documents": not claims})


@given(st.lists(drafts, max_size=4), st.integers(min_value=1, max_value=60))
def test_pieces_of_any_size_give_the_claims_that_were_written(claims: list[DraftClaim], size: int) -> None:
    text = as_json(claims)
    pieces = [text[start : start + size] for start in range(0, len(text), size)]

    assert read(*pieces) == (claims, not claims)


@given(st.lists(drafts, min_size=1, max_size=3), st.data())
def test_a_cut_reply_is_malformed_and_gives_only_whole_claims(claims: list[DraftClaim], data: st.DataObject) -> None:
    text = as_json(claims)
    cut = data.draw(st.integers(min_value=0, max_value=len(text) - 1))
    reader = DraftReader(KNOWN)

    complete = list(reader.feed(text[:cut]))

    assert complete == claims[: len(complete)]
    with pytest.raises(MalformedReplyError):
        list(reader.finish())


def test_a_claim_is_out_as_soon_as_its_object_closes() -> None:
    reader = DraftReader(KNOWN)
    opening = '{"claims": [' + claim_json("One.", "n1-1")

    assert list(reader.feed(opening[:-1])) == []
    assert [claim.text for claim in reader.feed("}")] == ["One."]
    assert [claim.text for claim in reader.feed(", " + claim_json("Two.", "n1-2"))] == ["Two."]


@pytest.mark.parametrize(
    "wrapped",
    [
        "```json\n{}\n```",
        "Here is the answer {as asked}:\n\n{}\nI hope this helps.",
        '<think>Perhaps {"claims": [{"text": "no"}]}?</think>\n{}',
    ],
)
def test_a_fence_prose_and_thinking_aloud_around_the_json_are_passed_over(wrapped: str) -> None:
    reply = reply_json(claim_json("One.", "n1-1"))
    text = wrapped.replace("{}", reply)

    claims, _ = read(*text)

    assert [claim.text for claim in claims] == ["One."]


def test_the_keys_may_come_in_any_order_and_numbers_stay_as_printed() -> None:
    claim = (
        '{"spans": "n1-1", "text": "M was 12.30%.", "calculation": {"result": 12.30, "operands": '
        '[{"span": "n1-1", "value": "1,577", "name": "a"}], "formula": "a"}}'
    )

    claims, absent = read('{ "not_in_documents" : false, "claims" : [' + claim + "]}")

    assert claims[0].spans == ("n1-1",)
    assert claims[0].calculation == Calculation("a", (Operand("a", "1,577", "n1-1"),), "12.30")
    assert absent is False


def test_plain_text_with_ids_in_brackets_is_read_line_by_line() -> None:
    text = "- Capital expenditure was 1,577 (a record) [n1-1, n1-2].\n\n2. Sales rose.【n1-2】\nNo source here [n9-9]."

    claims, _ = read(*text)

    assert [(claim.text, claim.spans) for claim in claims] == [
        ("Capital expenditure was 1,577 (a record) .", ("n1-1", "n1-2")),
        ("Sales rose.", ("n1-2",)),
        ("No source here [n9-9].", ()),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Capital expenditure was 1,577.",
        '{"claims": "none"}',
        '{"claims": ["Capital expenditure was 1,577."]}',
        '{"claims": [{"text": "a", "spans": []},]}',
        '{"claims": [], "not_in_documents": tru}',
    ],
)
def test_what_is_not_of_the_agreed_form_is_malformed(text: str) -> None:
    with pytest.raises(MalformedReplyError):
        read(text)


def test_a_reply_without_end_is_given_up() -> None:
    reader = DraftReader(KNOWN)

    assert list(reader.feed("x" * LONGEST_REPLY)) == []
    with pytest.raises(MalformedReplyError):
        list(reader.feed("x"))


def test_a_claim_with_missing_or_odd_parts_is_read_as_far_as_it_goes() -> None:
    claims, _ = read('{"claims": [{"text": null, "spans": [null, "n1-1"], "quote": [], "calculation": "a/b"}, {}]}')

    assert claims == [DraftClaim("", ("n1-1",)), DraftClaim("", ())]
