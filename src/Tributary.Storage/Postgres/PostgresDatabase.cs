using System.Data.Common;
using Npgsql;

namespace Tributary.Storage.Postgres;

/// <summary>A database: how it is named to people, how connections to it are opened, and how one that is lost is replaced.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>Between attempts; five seconds together, in which a server restarts.</summary>
    private static readonly TimeSpan[] Pauses = [.. new[] { 0, 50, 100, 200, 400, 800, 1500, 2000 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    private readonly NpgsqlDataSource _source;

    /// <summary>Takes a connection string apart; nothing is connected yet.</summary>
    /// <exception cref="StoreRefusedException">It cannot be read. Its parts are not repeated: one is the password.</exception>
    public PostgresDatabase(string connectionString)
    {
        try
        {
            var settings = Read(connectionString);
            Server = $"{settings.Host}:{settings.Port}";
            User = settings.Username ?? Environment.UserName;
            Database = settings.Database ?? User;
            HasPassword = !string.IsNullOrEmpty(settings.Password);
            var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
            builder.UsePhysicalConnectionInitializer(_ => throw new NotSupportedException("Connections are opened asynchronously."), NoticeLostClientsAsync);
            _source = builder.Build();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            throw new StoreRefusedException(
                StoreRefusal.Misconfigured,
                "The store's connection string cannot be read; it looks like Host=localhost;Database=tributary;Username=tributary;Password=….");
        }
    }

    /// <summary>Host and port.</summary>
    public string Server { get; }

    public string Database { get; }

    public string User { get; }

    public bool HasPassword { get; }

    /// <summary>Database, host and port.</summary>
    public string Name => $"{Database} on {Server}";

    /// <summary>
    /// Runs something on a connection, and again on a fresh one where the trouble may pass: the first time at once, since a pooled connection may
    /// have died while it rested, then for as long as a restart of the server takes.
    /// </summary>
    /// <param name="attempt">What to run; the connection's transaction is rolled back when it ends without a commit.</param>
    /// <param name="cancellation">Asked before every wait for what may cancel it.</param>
    /// <returns>What the attempt returned.</returns>
    public async Task<T> RunAsync<T>(Func<NpgsqlConnection, Task<T>> attempt, Func<CancellationToken> cancellation)
    {
        for (var round = 0; ; round++)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(cancellation());
                return await attempt(connection);
            }
            catch (NpgsqlException trouble) when (round < Pauses.Length && PostgresFault.MayPass(trouble))
            {
                if (PostgresFault.IsLost(trouble))
                    _source.Clear();
            }
            catch (NpgsqlException trouble)
            {
                throw PostgresFault.Of(trouble);
            }

            await Task.Delay(Pauses[round], cancellation());
        }
    }

    /// <summary>Opens a connection without patience.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync() => _source.OpenConnectionAsync();

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        // What the operator says goes before these. Kerberos encryption is tried only where it is asked for: Npgsql 10.0 falls back from it
        // to a connection whose inner parts are disposed already when the server goes away in between.
        var settings = new NpgsqlConnectionStringBuilder
        {
            ApplicationName = "Tributary",
            MaxPoolSize = 30,
            Timeout = 5,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        var given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        foreach (string keyword in given.Keys)
            settings[keyword] = given[keyword];

        // Sessions are left as they were found (locks end with the transaction), so nothing has to be reset.
        settings.NoResetOnClose = true;
        settings.PersistSecurityInfo = false;
        settings.IncludeErrorDetail = false;
        settings.Enlist = false;
        return settings;
    }

    /// <summary>Lets the server notice within half a minute that this machine has vanished without a word, and drop the locks it held.</summary>
    private static async Task NoticeLostClientsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3", connection);
        await command.ExecuteNonQueryAsync();
    }
}
