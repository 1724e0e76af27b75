"""The chain of the audit log: whatever is done to a record afterwards shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rm_assistant.domain.audit import (
    GENESIS_HASH,
    AuditEntry,
    AuditRecord,
    ChainReport,
    CheckpointReport,
    LogReport,
    RecordKind,
    canonical_json,
    seal,
    verify_chain,
)

AT = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
bodies = st.dictionaries(text, text | st.integers() | st.booleans() | st.lists(text, max_size=3), max_size=4)
entries = st.builds(AuditEntry, st.sampled_from(RecordKind), text, text, bodies)


def chain(found: Sequence[AuditEntry]) -> list[AuditRecord]:
    records: list[AuditRecord] = []
    for entry in found:
        previous = records[-1].hash if records else GENESIS_HASH
        at = AT + timedelta(microseconds=len(records))
        records.append(seal(entry, sequence=len(records) + 1, at=at, previous_hash=previous))
    return records


chains = st.lists(entries, min_size=1, max_size=8).map(chain)


def entry(**body: object) -> AuditEntry:
    return AuditEntry(RecordKind.QUESTION_ASKED, "a1", "local", body)


@given(chains)
def test_an_honest_chain_is_whole(records: list[AuditRecord]) -> None:
    report = verify_chain(records)

    assert report.intact
    assert (report.verified, report.head_hash) == (len(records), records[-1].hash)


@given(chains, st.data())
def test_an_edited_record_shows(records: list[AuditRecord], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(records) - 1))
    record = records[index]
    edited = data.draw(
        st.one_of(
            st.builds(lambda body: replace(record, body=body), text),
            st.builds(lambda subject: replace(record, subject=subject), text),
            st.builds(lambda principal: replace(record, principal=principal), text),
            st.builds(lambda kind: replace(record, kind=kind), st.sampled_from(RecordKind)),
            st.builds(lambda seconds: replace(record, at=record.at + timedelta(seconds=seconds)), st.integers(1, 9)),
            st.builds(lambda number: replace(record, sequence=number), st.integers(0, 20)),
            st.builds(lambda digest: replace(record, hash=digest), st.text("0123456789abcdef", min_size=64)),
            st.builds(lambda digest: replace(record, previous_hash=digest), st.text("0123456789abcdef", min_size=64)),
        ).filter(lambda changed: changed != record)
    )
    records[index] = edited

    report = verify_chain(records)

    assert report.broken_at in {index + 1, index + 2}


@given(chains.filter(lambda records: len(records) > 1), st.data())
def test_a_deleted_record_shows(records: list[AuditRecord], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(records) - 2))
    del records[index]

    assert verify_chain(records).broken_at == index + 1


@given(chains, entries, st.data())
def test_an_inserted_record_shows(records: list[AuditRecord], forged: AuditEntry, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(records) - 1))
    previous = records[index - 1].hash if index else GENESIS_HASH
    inserted = seal(forged, sequence=index + 1, at=AT + timedelta(hours=1), previous_hash=previous)
    records.insert(index, inserted)

    assert verify_chain(records).broken_at == index + 2


@given(chains.filter(lambda records: len(records) > 1), st.data())
def test_records_that_changed_places_show(records: list[AuditRecord], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(records) - 2))
    second = data.draw(st.integers(first + 1, len(records) - 1))
    records[first], records[second] = records[second], records[first]

    assert verify_chain(records).broken_at == first + 1


@given(chains.filter(lambda records: len(records) > 1))
def test_a_cut_tail_does_not_show_in_the_chain_alone(records: list[AuditRecord]) -> None:
    """Why the log keeps a checkpoint beside it."""
    assert verify_chain(records[:-1]).intact


def test_a_record_resealed_without_those_after_it_shows_at_the_next() -> None:
    records = chain([entry(text="one"), entry(text="two"), entry(text="three")])
    records[1] = seal(entry(text="2"), sequence=2, at=records[1].at, previous_hash=records[0].hash)

    report = verify_chain(records)

    assert report.broken_at == 3
    assert "before it" in report.reason


def test_each_verdict_on_a_log_is_told_beside_the_others() -> None:
    broken = ChainReport(2, GENESIS_HASH, 3, "it is another")
    report = LogReport(5, broken, CheckpointReport(reason="it is gone"), ("the file is damaged",))

    assert not report.intact
    assert report.faults == (
        "broken at record 3: it is another",
        "checkpoint: it is gone",
        "the file is damaged",
    )


@pytest.mark.parametrize(
    "report",
    [
        LogReport(1, ChainReport(0, GENESIS_HASH, 1, "it is another")),
        LogReport(0, ChainReport(0, GENESIS_HASH), CheckpointReport(reason="it is gone")),
        LogReport(0, ChainReport(0, GENESIS_HASH), file_faults=("the file is damaged",)),
    ],
)
def test_one_verdict_that_is_not_good_is_enough(report: LogReport) -> None:
    assert not report.intact
    assert len(report.faults) == 1


def test_an_empty_chain_is_whole() -> None:
    assert verify_chain([]).intact
    assert verify_chain([]).head_hash == GENESIS_HASH


@given(bodies)
def test_one_value_has_one_text_whatever_the_order_of_its_keys(body: dict[str, object]) -> None:
    assert canonical_json(body) == canonical_json(dict(reversed(body.items())))


def test_values_without_a_text_of_their_own_are_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_json({"value": float("nan")})
    with pytest.raises(TypeError):
        canonical_json({"value": AT})


def test_the_hash_is_that_of_the_published_form() -> None:
    """Worked out once with other tools: a change of the form would make every older log look forged."""
    record = seal(entry(text="売上高"), sequence=1, at=AT, previous_hash=GENESIS_HASH)

    assert record.id == "r1"
    assert record.body == '{"text":"売上高"}'
    assert record.hash == "11d143a624898f3df150a3470608eaa918a5e9973230d1a3e56fe11bb011a1ee"


def test_the_hash_depends_on_the_moment_as_written() -> None:
    tokyo = AT.astimezone(timezone(timedelta(hours=9)))

    assert seal(entry(), sequence=1, at=AT, previous_hash=GENESIS_HASH) != seal(
        entry(), sequence=1, at=tokyo, previous_hash=GENESIS_HASH
    )


def test_text_that_utf_8_cannot_hold_is_joined_or_replaced() -> None:
    assert canonical_json({"a": "\ud83d\ude00", "b": "\ud800!"}) == '{"a":"😀","b":"\ufffd!"}'
