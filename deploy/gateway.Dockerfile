# One origin for everything; the same Caddyfile as `make run`.
FROM caddy:2.11-alpine
# It listens above 1024 without any capability, and one it may not have would keep it from starting.
RUN setcap -r /usr/bin/caddy
COPY common/common/Caddyfile /etc/caddy/Caddyfile
USER 1000:1000
EXPOSE 8000
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]
