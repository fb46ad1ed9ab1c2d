# The bot's image: `oficina` with its libraries, and what WeasyPrint needs to set type.
FROM python:3.12-slim

RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /srv/oficina
COPY requirements.txt ./
RUN pip install --no-cache-dir --requirement requirements.txt
COPY . .
RUN pip install --no-cache-dir --no-deps . \
    && useradd --system --home-dir /datos oficina \
    && mkdir --parents /datos && chown oficina /datos

USER oficina
WORKDIR /datos
CMD ["oficina", "run"]
