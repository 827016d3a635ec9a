#!/bin/sh
# Every test: all of them on SQLite, and those about storage, races and workers again on PostgreSQL.
#   FORBID_SKIPS=1   a test that is skipped has failed, and so has a missing PostgreSQL or browser
#   TEST_POSTGRES_URL=postgres://user:password@host:5432/name   where PostgreSQL is
set -u
cd "$(dirname "$0")/.."
forbid="${FORBID_SKIPS:-}"
workers="${TEST_WORKERS:-2}"
unset DATABASE_URL REDIS_URL DATA_DIR PORT DJANGO_SETTINGS_MODULE SITE_URL
. .venv/bin/activate
folder=$(mktemp -d)
server=""

finish() {
    [ -n "$server" ] && as_postgres "$server/pg_ctl" -D "$folder/pg" -m immediate stop >/dev/null 2>&1
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

install_or_say() { # install_or_say PACKAGE WHAT-FOR
    if [ "$(id -u)" = 0 ]; then
        echo "Installing $1 ($2) …"
        { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$1"; } \
            >"$folder/apt.log" 2>&1 && return
        tail -n 5 "$folder/apt.log" >&2
        echo "apt-get could not install $1; what it said stands above." >&2
        return 1
    fi
    echo "For $2, type this first: sudo apt-get install -y $1" >&2
    return 1
}

if ! command -v chromium >/dev/null 2>&1 && ! command -v chromium-browser >/dev/null 2>&1 &&
    ! command -v google-chrome >/dev/null 2>&1; then
    install_or_say chromium "the browser tests" || exit 1
fi

answers() { # does PostgreSQL answer at this address?
    python -c 'import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3).close()' "$1" >/dev/null 2>&1
}

as_postgres() { # PostgreSQL refuses to run as root
    if [ "$(id -u)" = 0 ]; then su -s /bin/sh -c '"$@"' -- postgres sh "$@"; else "$@"; fi
}

start_server() { # start PostgreSQL from local binaries in a temporary folder; sets $url
    server=$(for bin in /usr/lib/postgresql/*/bin; do [ -x "$bin/initdb" ] && echo "$bin"; done | sort -V | tail -n 1)
    if [ -z "$server" ]; then
        found=$(command -v initdb) && server=$(dirname "$found")
    fi
    [ -n "$server" ] || return 1
    chmod 755 "$folder"
    mkdir "$folder/pg"
    [ "$(id -u)" = 0 ] && { id postgres >/dev/null 2>&1 || { server=""; return 1; }; chown postgres "$folder/pg"; }
    port=$(python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    as_postgres "$server/initdb" -D "$folder/pg" -A trust -U postgres -E UTF8 --no-sync >/dev/null 2>&1 &&
        as_postgres "$server/pg_ctl" -D "$folder/pg" -w -l "$folder/pg/log" \
            -o "-p $port -k $folder/pg -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200" start >/dev/null 2>&1 ||
        { server=""; return 1; }
    url="postgres://postgres@127.0.0.1:$port/postgres"
}

find_postgresql() {
    url="${TEST_POSTGRES_URL:-}"
    if [ -n "$url" ]; then
        answers "$url" && return
        echo "Nothing answers at TEST_POSTGRES_URL." >&2
        return 1
    fi
    url="postgres://postgres@127.0.0.1:5432/postgres"
    answers "$url" && return
    start_server && return
    [ -n "$forbid" ] && install_or_say postgresql "the tests on PostgreSQL" && start_server
}

postgresql=yes
find_postgresql || postgresql=no
if [ "$postgresql" = yes ]; then
    TEST_POSTGRES_URL="$url"
    export TEST_POSTGRES_URL
elif [ -n "$forbid" ]; then
    echo "PostgreSQL is needed here and was not found." >&2
    exit 1
fi

echo "== On SQLite: every test"
pytest -q -n "$workers" --dist loadgroup -m "not bench and not postgresql" "$@"
sqlite=$?

if [ "$postgresql" = yes ]; then
    echo "== On PostgreSQL: the tests about storage, races and workers"
    DATABASE_URL="$url" pytest -q -n "$workers" --dist loadgroup -m "(both_databases or postgresql) and not bench" "$@"
    result=$?
else
    result=0
    echo
    echo "!! NOT RUN ON POSTGRESQL. The tests about storage, races and workers ran on SQLite alone."
    echo "!! Set TEST_POSTGRES_URL, or install it: sudo apt-get install -y postgresql"
fi
[ "$sqlite" = 0 ] && [ "$result" = 0 ]
