#!/usr/bin/env bash
# Makes one role and one database for each service; nobody may connect to another's. The Postgres
# image runs this once, on an empty data directory. Names and passwords come from the same files
# that the services read their addresses from.
set -euo pipefail
secrets=${SECRETS_DIR:-/run/secrets}

as_owner() { psql --no-psqlrc --quiet -v ON_ERROR_STOP=1 -U "${POSTGRES_USER:-postgres}" -d postgres "$@"; }

for file in "$secrets"/*_database_url; do
  credentials=$(sed -E 's|^[^:]+://([^@]+)@.*$|\1|' "$file")
  as_owner -v name="${credentials%%:*}" -v password="${credentials#*:}" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password' CONNECTION LIMIT 45;
CREATE DATABASE :"name" OWNER :"name";
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
as_owner <<'SQL'
REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
SQL
