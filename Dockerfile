# The API's image. Neo4j runs in its own container, so no Java is needed here.
FROM python:3.11-slim AS build
WORKDIR /build
COPY requirements/api.txt requirements/api.txt
RUN python -m venv /opt/graphapi \
    && /opt/graphapi/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements/api.txt
COPY pyproject.toml README.md ./
COPY graphapi graphapi
COPY cypher cypher
COPY taxonomy taxonomy
COPY lab lab
# GraphiQL, checked against locked sums, goes into the package.
COPY requirements/demo.txt requirements/demo.txt
RUN python -m venv /opt/fetch \
    && /opt/fetch/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements/demo.txt \
    && /opt/fetch/bin/pip install --no-cache-dir --no-deps --no-build-isolation --no-index . \
    && /opt/fetch/bin/graphapi ide fetch --to graphapi/_data/ide
RUN /opt/graphapi/bin/pip install --no-cache-dir --no-deps --no-build-isolation --no-index . ./lab

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home graphapi
COPY --from=build /opt/graphapi /opt/graphapi
ENV PATH=/opt/graphapi/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER graphapi
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/livez', timeout=2)"]
ENTRYPOINT ["graphapi"]
CMD ["serve"]
