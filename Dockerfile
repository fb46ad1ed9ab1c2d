# The bot's image: `oficina` with its libraries, and what WeasyPrint needs to set type.
#
# To pin the base to what was tried, add the digest that `docker buildx imagetools inspect
# python:3.13.16-slim-bookworm` shows: FROM python:3.13.16-slim-bookworm@sha256:…
FROM python:3.13.16-slim-bookworm AS base


# Made apart, so that neither the source nor what builds it comes along.
FROM base AS build
WORKDIR /build
RUN python -m venv /opt/oficina
COPY requirements.txt ./
RUN /opt/oficina/bin/python -m pip install --no-cache-dir --requirement requirements.txt
COPY . ./
RUN /opt/oficina/bin/python -m pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /opt/oficina/bin/python -m pip uninstall --yes setuptools pip


FROM base
LABEL org.opencontainers.image.title="Oficina Virtual" \
    org.opencontainers.image.description="The virtual office of Aguas de Catamarca as a Telegram bot"

# The last updates of the base's own packages too: an image is rebuilt more often than its pin moves.
RUN apt-get update \
    && apt-get upgrade --yes \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 oficina \
    && useradd --uid 10001 --gid oficina --no-create-home --home-dir /datos \
        --shell /usr/sbin/nologin oficina \
    && install --directory --owner oficina --group oficina --mode 0750 /datos /copias
COPY --from=build /opt/oficina /opt/oficina

# All that is written at run time goes to /datos (to import, reports, what the FAQ has learnt) and
# TMPDIR, so the rest may be mounted read-only.
ENV PATH="/opt/oficina/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TMPDIR=/var/tmp \
    XDG_CACHE_HOME=/var/tmp/cache \
    OFICINA_CACHE=/datos/oficina-cache \
    OFICINA_WEB_HOST=0.0.0.0 \
    OFICINA_WEB_PORT=8080
USER 10001:10001
WORKDIR /datos
VOLUME /datos
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["python", "-c", "import http.client, os; site = http.client.HTTPConnection('127.0.0.1', int(os.environ['OFICINA_WEB_PORT']), timeout=4); site.request('GET', '/salud/listo'); raise SystemExit(site.getresponse().status != 200)"]
CMD ["oficina", "run"]
