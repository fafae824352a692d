# A private PostgreSQL for one run of the tests: a cluster of its own in a folder of its own, on a free port of the loopback, with
# a random password. Sourced by ./test after needs.sh. A server that TRIBUTARY_TEST_POSTGRES already names is used instead.

postgres_folder=""

# Where the server's programs are: PATH, or the places of Debian and Red Hat, newest version first.
postgres_programs() {
    local initdb
    for initdb in "$(command -v initdb)" $(ls -d /usr/lib/postgresql/*/bin/initdb /usr/pgsql-*/bin/initdb 2>/dev/null | sort -rV); do
        [ -x "$initdb" ] && dirname "$initdb" && return
    done
    return 1
}

need_postgres() {
    [ -n "${TRIBUTARY_TEST_POSTGRES:-}" ] || postgres_programs >/dev/null ||
        install_package postgresql "The tests need PostgreSQL: install postgresql (Debian, Ubuntu) or postgresql-server (Fedora) and try again; or name a server where databases may be made in TRIBUTARY_TEST_POSTGRES (Host=…;Username=…;Password=…)."
}

# The server refuses to run as root.
as_postgres() {
    if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start_postgres() {
    [ -z "${TRIBUTARY_TEST_POSTGRES:-}" ] || return 0
    local programs password port
    programs="$(postgres_programs)" || fail "PostgreSQL's initdb was not found."
    postgres_folder="$(mktemp -d "${TMPDIR:-/tmp}/tributary-postgres-XXXXXX")"
    password="$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
    (umask 077 && echo "$password" >"$postgres_folder/password")
    [ "$(id -u)" != 0 ] || chown -R postgres: "$postgres_folder"
    (cd "$postgres_folder" && as_postgres "$programs/initdb" --pgdata=data --username=tributary --pwfile=password --auth=scram-sha-256 \
        --encoding=UTF8 --locale=C --no-sync >initdb.log 2>&1) || fail "PostgreSQL's initdb failed; see $postgres_folder/initdb.log."

    # No test pulls the plug of the machine, so nothing has to reach the disk.
    for port in $(shuf -i 20000-32000 -n 10); do
        if (cd "$postgres_folder" && as_postgres "$programs/pg_ctl" --pgdata=data --log=server.log --wait --silent start -o \
            "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories= -c max_connections=300 -c fsync=off -c full_page_writes=off" \
            >/dev/null 2>&1 </dev/null); then
            export TRIBUTARY_TEST_POSTGRES="Host=127.0.0.1;Port=$port;Username=tributary;Password=$password;Database=postgres"
            return 0
        fi
    done
    fail "PostgreSQL could not be started; see $postgres_folder/server.log."
}

stop_postgres() {
    [ -n "$postgres_folder" ] || return 0
    (cd "$postgres_folder" && as_postgres "$(postgres_programs)/pg_ctl" --pgdata=data --mode=immediate --silent stop >/dev/null 2>&1) || true
    rm -rf "$postgres_folder"
    postgres_folder=""
}
