#!/bin/sh
# Runs once, when the data folder is new: the role under which the processes connect. It owns nothing; what it may do is
# granted by the migrations, which run as the owner.
set -eu
psql --set=ON_ERROR_STOP=1 --set=password="$TIFFIN_APP_PASSWORD" \
  --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE tiffin_app LOGIN PASSWORD :'password';
SQL
