# syntax=docker/dockerfile:1
FROM python:3.11-slim-bookworm AS build
WORKDIR /src
COPY requirements.lock requirements-run.lock ./
RUN python -m venv /build && /build/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements.lock \
 && python -m venv /app && /app/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements-run.lock
COPY . .
RUN /build/bin/python -m rm_assistant.web.build \
 && /build/bin/hatchling build -t wheel -d /wheel \
 && /app/bin/pip install --no-cache-dir --no-deps /wheel/*.whl \
 && /app/bin/pip uninstall --yes pip

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data rm-assistant && install -d -o rm-assistant /data
COPY --from=build /app /app
USER rm-assistant
ENV PATH=/app/bin:$PATH PYTHONUNBUFFERED=1 RM_DATA_DIR=/data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# Without identity settings the service listens on loopback only: run with `--network host` (docs/operators.md).
CMD ["rm-assistant", "serve"]
