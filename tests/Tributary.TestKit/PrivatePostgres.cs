using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace Tributary.TestKit;

/// <summary>A PostgreSQL server that one test has to itself, to stop and start it. It is made of the programs that <c>./test</c> installs.</summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    // The server refuses to run as root.
    private const string As =
        """
        as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
        cd "$1"

        """;

    private readonly string _folder;
    private readonly string _programs;
    private readonly string _password;
    private readonly int _port;

    private PrivatePostgres(string folder, string programs, string password, int port) =>
        (_folder, _programs, _password, _port) = (folder, programs, password, port);

    /// <summary>A connection string to its only database, as one who may do everything there.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = _port,
        Username = "tributary",
        Password = _password,
        Database = "postgres",
    }.ConnectionString;

    /// <summary>Makes a server and starts it.</summary>
    public static async Task<PrivatePostgres> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("tributary-postgres-").FullName;
        var server = new PrivatePostgres(folder, FindPrograms(), RandomNumberGenerator.GetHexString(32), FreePort());
        await File.WriteAllTextAsync(Path.Combine(folder, "password"), server._password);
        await OwnAsync(folder);
        await Shell.RunAsync(
            As + "as_postgres \"$2/initdb\" --pgdata=data --username=tributary --pwfile=password --auth=scram-sha-256 --encoding=UTF8 --locale=C --no-sync",
            folder,
            server._programs);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it, and returns when it answers.</summary>
    public Task StartAsync() => Shell.RunAsync(
        As + "as_postgres \"$2/pg_ctl\" --pgdata=data --log=server.log --wait --silent start -o \"$3\"",
        _folder,
        _programs,
        string.Create(
            CultureInfo.InvariantCulture, $"-c listen_addresses=127.0.0.1 -c port={_port} -c unix_socket_directories= -c fsync=off -c full_page_writes=off"));

    /// <summary>Stops it as a crash does: at once, telling nobody.</summary>
    public Task CrashAsync() => Shell.RunAsync(
        As + "as_postgres \"$2/pg_ctl\" --pgdata=data --mode=immediate --silent stop", _folder, _programs);

    /// <summary>Gives a folder to the user the server runs as.</summary>
    public static Task OwnAsync(string folder) => Shell.RunAsync("[ \"$(id -u)\" != 0 ] || chown -R postgres: \"$1\"", folder);

    public async ValueTask DisposeAsync()
    {
        try
        {
            await CrashAsync();
        }
        catch (InvalidOperationException)
        {
            // It was stopped already.
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string FindPrograms()
    {
        string[] places =
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            .. Versions("/usr/lib/postgresql", "*").Select(version => Path.Combine(version, "bin")),
            .. Versions("/usr", "pgsql-*").Select(version => Path.Combine(version, "bin")),
        ];
        return places.FirstOrDefault(place => File.Exists(Path.Combine(place, "initdb")))
            ?? throw new InvalidOperationException("This test starts a PostgreSQL server: install postgresql (Debian, Ubuntu) or postgresql-server (Fedora).");
    }

    private static IEnumerable<string> Versions(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.GetDirectories(folder, pattern).OrderDescending(StringComparer.Ordinal) : [];

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
