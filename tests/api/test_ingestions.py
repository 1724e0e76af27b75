"""`/api/v1/ingestions`: filings taken in, in the background, and followed."""

from __future__ import annotations

import json
from pathlib import Path

from fastapi.testclient import TestClient

from rm_assistant.cli.service_client import StreamEvent, parse_events
from rm_assistant.domain.errors import SourceError
from tests.api.conftest import World

INGESTIONS = "/api/v1/ingestions"


def follow(client: TestClient, ingestion: str) -> list[StreamEvent]:
    response = client.get(f"{INGESTIONS}/{ingestion}", headers={"Accept": "text/event-stream"})
    return list(parse_events(iter(response.text.splitlines())))


def test_paths_are_read_in_the_background_and_followed_to_the_end(world: World) -> None:
    body = {"paths": ["/srv/a.pdf", "/srv/b.pdf"], "manifest": "/srv/manifest.csv", "ocr": True}
    with world.client() as client:
        started = client.post(INGESTIONS, json=body)
        events = follow(client, started.json()["id"])

    assert started.status_code == 202
    assert world.documents.requests[0].manifest == Path("/srv/manifest.csv")
    assert world.documents.requests[0].ocr is True
    outcomes = [json.loads(event.data) for event in events if event.name == "ingestion.outcome"]
    assert [outcome["name"] for outcome in outcomes] == ["a.pdf", "b.pdf"]
    ended = json.loads(events[-1].data)
    assert events[-1].name == "ingestion.ended"
    assert ended["state"] == "ended"
    assert (ended["sources"], ended["sources_done"]) == (2, 2)
    assert ended["reading"] == []


def test_progress_is_told_while_it_is_made(world: World) -> None:
    world.documents.release.clear()
    with world.client() as client:
        started = client.post(INGESTIONS, json={"paths": ["/srv/a.pdf"]}).json()
        while not (shown := client.get(f"{INGESTIONS}/{started['id']}").json())["reading"]:
            pass
        world.documents.release.set()
        follow(client, started["id"])

    assert shown["state"] == "running"
    assert [(source["name"], source["pages_done"], source["pages"]) for source in shown["reading"]] == [("a.pdf", 1, 2)]


def test_one_that_cannot_be_carried_out_says_why(world: World) -> None:
    world.documents.failure = SourceError("The manifest has no column `path`.")
    with world.client() as client:
        started = client.post(INGESTIONS, json={"paths": ["/srv/a.pdf"]}).json()
        ended = json.loads(follow(client, started["id"])[-1].data)

    assert (ended["state"], ended["code"]) == ("failed", "invalid_source")
    assert "column" in ended["message"]


def test_ingestions_are_listed_newest_first(world: World) -> None:
    with world.client() as client:
        ids = [client.post(INGESTIONS, json={"paths": [f"/srv/{name}.pdf"]}).json()["id"] for name in "ab"]
        listed = [entry["id"] for entry in client.get(INGESTIONS).json()]
        latest = client.get(f"{INGESTIONS}/latest").json()["id"]

    assert listed == [ids[1], ids[0]]
    assert latest == ids[1]


def test_paths_are_absolute(client: TestClient) -> None:
    response = client.post(INGESTIONS, json={"paths": ["filings"]})

    assert response.status_code == 422
    assert response.json()["code"] == "invalid_source"


def test_an_unknown_ingestion_is_not_found(client: TestClient) -> None:
    assert client.get(f"{INGESTIONS}/latest").status_code == 404
    assert client.get(f"{INGESTIONS}/nonsense").json()["code"] == "not_found"


def test_uploaded_files_are_kept_until_they_are_read(world: World) -> None:
    files = [("files", ("report.pdf", b"%PDF-", "application/pdf")), ("files", ("release.htm", b"<html>", "text/html"))]
    with world.client() as client:
        started = client.post(f"{INGESTIONS}/upload", files=files, data={"ocr": "true"})
        follow(client, started.json()["id"])

    assert started.status_code == 202
    assert world.documents.seen == [{"report.pdf": b"%PDF-", "release.htm": b"<html>"}]
    assert world.documents.requests[0].ocr is True
    assert list(world.folder.glob("staging-*")) == []


def test_an_uploaded_folder_stays_one_source(world: World) -> None:
    files = [("files", (name, b"<html>", "text/html")) for name in ("filing/one.htm", "filing/two.htm")]
    with world.client() as client:
        started = client.post(f"{INGESTIONS}/upload", files=files).json()
        follow(client, started["id"])

    assert [path.name for path in world.documents.requests[0].paths] == ["filing"]


def test_a_name_cannot_lead_out_of_its_folder(world: World) -> None:
    files = [("files", (name, b"x", "text/html")) for name in ("../../etc/passwd", "C:\\temp\\a.htm", "...")]
    with world.client() as client:
        started = client.post(f"{INGESTIONS}/upload", files=files).json()
        follow(client, started["id"])

    assert [path.name for path in world.documents.requests[0].paths] == ["a.htm", "etc", "unnamed"]
    assert not (world.folder.parent / "etc").exists()


def test_an_upload_without_a_file_or_with_two_of_one_name_is_refused(world: World) -> None:
    twice = [("files", ("a.htm", b"1", "text/html")), ("files", ("a.htm", b"2", "text/html"))]
    with world.client() as client:
        none = client.post(f"{INGESTIONS}/upload", files=[("other", ("a.htm", b"1", "text/html"))])
        double = client.post(f"{INGESTIONS}/upload", files=twice)

    assert (none.status_code, none.json()["code"]) == (422, "invalid_source")
    assert (double.status_code, double.json()["code"]) == (422, "invalid_source")
    assert list(world.folder.glob("staging-*")) == []
    assert world.documents.requests == []


def test_uploaded_files_are_shown_by_the_names_they_were_given(world: World) -> None:
    names = ("report.pdf", "filing/one.htm", "filing/two.htm")
    with world.client() as client:
        files = [("files", (name, b"x", "application/octet-stream")) for name in names]
        started = client.post(f"{INGESTIONS}/upload", files=files).json()
        follow(client, started["id"])
        listed = client.get(INGESTIONS)

    assert sorted(started["paths"]) == ["filing", "report.pdf"]
    assert listed.json()[0]["paths"] == started["paths"]
    assert str(world.folder) not in listed.text
