"""`/api/v1/audit`: the log, read in parts and verified."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rm_assistant.domain.audit import AuditEntry, RecordKind
from tests.api.conftest import World

AUDIT = "/api/v1/audit"


@pytest.fixture
def world(world: World) -> World:
    for number in range(1, 4):
        kind = RecordKind.QUESTION_ASKED if number % 2 else RecordKind.CLAIM_RELEASED
        world.log.append([AuditEntry(kind, f"a{number}", "local", {"text": f"売上高 {number}"})])
    return world


def test_records_are_read_in_parts(world: World) -> None:
    with world.client() as client:
        first = client.get(f"{AUDIT}/records", params={"limit": 2}).json()
        rest = client.get(f"{AUDIT}/records", params={"limit": 2, "after": first["next_after"]}).json()

    assert [record["id"] for record in first["items"]] == ["r1", "r2"]
    assert [record["id"] for record in rest["items"]] == ["r3"]
    assert rest["next_after"] is None


def test_records_are_narrowed(world: World) -> None:
    with world.client() as client:
        asked = client.get(f"{AUDIT}/records", params={"kind": "question.asked"}).json()["items"]
        about = client.get(f"{AUDIT}/records", params={"subject": "a2"}).json()["items"]
        nobody = client.get(f"{AUDIT}/records", params={"principal": "nobody"}).json()["items"]
        later = client.get(f"{AUDIT}/records", params={"since": "2099-01-01T00:00:00Z"}).json()["items"]

    assert [record["subject"] for record in asked] == ["a1", "a3"]
    assert [record["kind"] for record in about] == ["claim.released"]
    assert nobody == later == []


def test_a_record_shows_its_body_as_json(world: World) -> None:
    with world.client() as client:
        record = client.get(f"{AUDIT}/records/r2").json()

    assert record["body"] == {"text": "売上高 2"}
    assert record["hash"] == world.log.records[1].hash
    assert record["previous_hash"] == world.log.records[0].hash


def test_the_chain_is_verified(world: World) -> None:
    with world.client() as client:
        whole = client.get(f"{AUDIT}/verify").json()
        world.log.records[1] = replace(world.log.records[1], body='{"text":"another"}')
        broken = client.get(f"{AUDIT}/verify").json()

    assert whole == {
        "intact": True,
        "records": 3,
        "chain": {
            "intact": True,
            "verified": 3,
            "head_hash": world.log.records[2].hash,
            "broken_at": None,
            "reason": "",
        },
        "checkpoint": {"intact": True, "sequence": None, "reason": ""},
        "file_faults": [],
    }
    assert (broken["intact"], broken["records"]) == (False, 3)
    assert (broken["chain"]["verified"], broken["chain"]["broken_at"]) == (1, 2)


def test_an_unknown_record_is_not_found(world: World) -> None:
    with world.client() as client:
        assert client.get(f"{AUDIT}/records/r99").json()["code"] == "not_found"
        assert client.get(f"{AUDIT}/records/nonsense").json()["code"] == "not_found"
