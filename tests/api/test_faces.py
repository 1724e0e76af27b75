"""What holds for every route: health, problems, headers, who may call, and the browser page."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from rm_assistant.domain.answers import Answer
from rm_assistant.domain.documents import Document
from rm_assistant.services.health import failed, passed
from rm_assistant.settings import Settings
from tests.api.conftest import World

PATHS = ("/answers", "/scope", "/ingestions", "/documents", "/audit/records", "/documents/x/pages/1.jpg")
JSON = {"Content-Type": "application/json"}
FIELDS = st.sampled_from(
    ["question", "paths", "fiscal_years", "forms", "limit", "after", "cursor", "w", "year", "since"]
)


def test_a_ready_service_says_so(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json()["checks"][0]["part"] == "audit log"


def test_readiness_names_the_part_that_fails(world: World) -> None:
    world.vital = (
        lambda: passed("catalog", "can be read"),
        lambda: failed("audit log", "the disk is full", "Free some."),
    )
    with world.client() as client:
        alive, ready = client.get("/healthz"), client.get("/readyz")

    assert alive.status_code == 200
    assert ready.status_code == 503
    assert ready.json()["code"] == "not_ready"
    assert ready.json()["detail"] == "Not ready: audit log: the disk is full"


def test_what_fails_is_in_the_service_s_log_from_the_start(world: World) -> None:
    world.vital = (lambda: failed("audit log", "a trigger is missing", "Keep it."),)

    with capture_logs() as logged, world.client():
        pass

    assert [(entry["part"], entry["reason"]) for entry in logged if entry["log_level"] == "error"] == [
        ("audit log", "a trigger is missing")
    ]


def test_the_model_is_closed_with_the_service(world: World) -> None:
    with world.client():
        assert not world.model.closed

    assert world.model.closed


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(PATHS),
    method=st.sampled_from(["GET", "POST", "PUT"]),
    body=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=5),
        max_leaves=8,
    ),
    query=st.dictionaries(FIELDS, st.text(max_size=20), max_size=3),
)
def test_no_input_breaks_the_service(
    client: TestClient, path: str, method: str, body: object, query: dict[str, str]
) -> None:
    response = client.request(method, f"/api/v1{path}", content=json.dumps(body), params=query, headers=JSON)

    assert response.status_code < 500
    if response.status_code >= 400:
        assert response.json()["code"]


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "not_found"),
        ("GET", "/nothing", 404, "not_found"),
        ("GET", "/assets/missing.js", 404, "not_found"),
        ("DELETE", "/api/v1/documents", 405, "method_not_allowed"),
        ("PUT", "/", 405, "method_not_allowed"),
    ],
)
def test_every_error_is_a_problem(client: TestClient, method: str, path: str, status: int, code: str) -> None:
    response = client.request(method, path, headers={"X-Request-ID": "r-1"})

    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert (problem["status"], problem["code"], problem["request_id"]) == (status, code, "r-1")
    assert problem["type"] == f"urn:rm-assistant:problem:{code}"


def test_a_defect_is_told_without_its_insides(world: World) -> None:
    world.catalog = None  # type: ignore[assignment]
    with capture_logs() as logged, world.client() as client:
        response = client.get("/api/v1/documents", headers={"X-Request-ID": "r-2"})

    assert response.status_code == 500
    assert response.json()["code"] == "unexpected"
    assert "NoneType" not in response.text
    assert [entry["path"] for entry in logged if entry["log_level"] == "error"] == ["/api/v1/documents"]
    assert response.headers["x-request-id"] == "r-2"
    assert "default-src 'self'" in response.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/healthz", "/api/v1/documents", "/nothing"])
def test_headers_keep_the_browser_safe(client: TestClient, path: str) -> None:
    headers = client.get(path).headers

    policy = headers["content-security-policy"]
    assert policy.split("; ") == [
        "default-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    ]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-request-id"]


def test_a_request_id_is_echoed_where_it_is_plain(client: TestClient) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "desk-7.1"}).headers["x-request-id"] == "desk-7.1"
    assert client.get("/healthz", headers={"X-Request-ID": "a <b>"}).headers["x-request-id"] != "a <b>"


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost", "localhost:1234", "[::1]:8000", "127.0.0.53"])
def test_this_machine_may_call(client: TestClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["rebound.example", "127.0.0.1.example", "10.0.0.5:8000", "", "[::1", "localhost.example"]
)
def test_a_name_that_points_here_from_elsewhere_may_not(client: TestClient, host: str) -> None:
    response = client.get("/healthz", headers={"Host": host})

    assert response.status_code == 403
    assert response.json()["code"] == "host_refused"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    ],
)
def test_a_page_of_another_site_may_not_call(client: TestClient, headers: dict[str, str]) -> None:
    response = client.get("/api/v1/documents", headers=headers)

    assert response.status_code == 403
    assert response.json()["code"] == "origin_refused"


def test_the_service_s_own_page_may_call_and_others_may_link_to_it(client: TestClient) -> None:
    own = {"Origin": "http://127.0.0.1:8000", "Sec-Fetch-Site": "same-origin"}
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}

    assert client.post("/api/v1/scope", json={"question": "Sales?"}, headers=own).status_code == 200
    assert client.get("/", headers=link).status_code == 200


def test_the_page_is_served_fresh_and_its_files_for_good(world: World) -> None:
    (world.folder / "web" / "assets").mkdir(parents=True)
    (world.folder / "web" / "index.html").write_text("<p>the page</p>", encoding="utf-8")
    (world.folder / "web" / "assets" / "index-Ab3_x9-Q.js").write_text("1", encoding="utf-8")
    (world.folder / "web" / "assets" / "icon.svg").write_text("<svg/>", encoding="utf-8")
    with world.client() as client:
        page, deep = client.get("/"), client.get("/d/abc")
        script, icon = client.get("/assets/index-Ab3_x9-Q.js"), client.get("/assets/icon.svg")
        outside = client.get("/assets/%2e%2e/index.html")

    assert page.text == deep.text == "<p>the page</p>"
    assert page.headers["cache-control"] == "no-cache"
    assert "immutable" in script.headers["cache-control"]
    assert "immutable" not in icon.headers["cache-control"]
    assert outside.status_code == 404


def test_a_page_that_is_not_built_says_how_to_build_it(client: TestClient) -> None:
    response = client.get("/")

    assert response.status_code == 200
    assert "make install" in response.text


def test_the_reference_is_one_page_without_scripts(client: TestClient) -> None:
    page = client.get("/docs").text

    assert "/api/v1/answers" in page
    assert "<script" not in page
    assert "http://" not in page.replace("http://127.0.0.1", "")
    assert "https://" not in page


def test_the_reference_can_be_switched_off(world: World) -> None:
    world.settings = Settings(api_docs=False)
    with world.client() as client:
        assert client.get("/docs").status_code == 404
        assert client.get("/openapi.json").status_code == 404


def test_openapi_describes_the_domain_values(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()

    shapes = schema["components"]["schemas"]
    assert set(shapes["Answer"]["properties"]) == set(Answer.__dataclass_fields__)
    assert set(shapes["Document"]["properties"]) == set(Document.__dataclass_fields__)
    answers = schema["paths"]["/api/v1/answers"]["post"]["responses"]["200"]["content"]
    assert set(answers) == {"application/json", "text/event-stream"}
