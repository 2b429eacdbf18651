#!/bin/sh
# Runs once, when PostgreSQL's data directory is empty: a database and a user each for Keycloak and the companion app.
set -eu
psql -v ON_ERROR_STOP=1 -v keycloak="$KEYCLOAK_DATABASE_PASSWORD" -v companion="$COMPANION_DATABASE_PASSWORD" \
  --username postgres --dbname postgres <<'SQL'
create user keycloak password :'keycloak';
create database keycloak owner keycloak;
create user companion password :'companion';
create database companion owner companion;
SQL
