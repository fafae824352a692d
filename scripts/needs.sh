# What ./run and ./test need from the machine, each with one sentence where it is missing. Sourced by both.

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false

fail() {
    echo "$*" >&2
    exit 1
}

need_dotnet() {
    if ! command -v dotnet >/dev/null; then
        local place
        for place in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet; do
            [ -n "$place" ] && [ -x "$place/dotnet" ] && PATH="$place:$PATH" && break
        done
    fi
    command -v dotnet >/dev/null && dotnet --list-sdks | grep -q '^10\.' ||
        fail "Tributary needs the .NET 10 SDK: install it from https://dotnet.microsoft.com/download and try again."
}

# The operating system's own SQLite, which the system keeps patched; macOS and Windows always have one.
need_sqlite() {
    [ "$(uname -s)" = Linux ] || return 0
    compgen -G '/lib/*/libsqlite3.so.0' >/dev/null || compgen -G '/usr/lib/*/libsqlite3.so.0' >/dev/null ||
        compgen -G '/usr/lib*/libsqlite3.so.0' >/dev/null || compgen -G '/usr/local/lib/libsqlite3.so.0' >/dev/null ||
        install_package libsqlite3-0 "Tributary needs SQLite's shared library: install libsqlite3-0 (Debian, Ubuntu) or sqlite-libs (Fedora, Alpine) and try again."
}

need_curl() {
    command -v curl >/dev/null || install_package curl "The tests need curl: install it and try again."
}

# A reader of PDF that is not ours reads the statements of the demo banks.
need_pdftotext() {
    command -v pdftotext >/dev/null || install_package poppler-utils "The tests need pdftotext: install poppler-utils (Debian, Ubuntu, Fedora) and try again."
}

# A real browser reads the page of all calls.
need_chromium() {
    local sentence="The tests need Chromium and its driver: install chromium and chromium-driver (Debian, Ubuntu) and try again."
    command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null ||
        install_package chromium "$sentence"
    command -v chromedriver >/dev/null || install_package chromium-driver "$sentence"
}

# Root on Debian or Ubuntu gets the package; everybody else the sentence.
install_package() {
    local package=$1 sentence=$2
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || fail "$sentence"
    echo "Installing $package…" >&2
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "$package"; } >/dev/null 2>&1 </dev/null ||
        fail "$sentence"
}
