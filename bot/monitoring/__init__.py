"""How the office is watched: what it logs, counts, checks and tells.

logs, scrubbing    a line each, without anybody's data
metrics, health    what Prometheus and who looks after the office may ask
inner_site         the inner port that answers them
alerts, watches    what may go wrong, looked at and told once
sentry             errors to Sentry, where it is set
service_notification  systemd's readiness and watchdog
"""
