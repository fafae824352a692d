using Npgsql;

namespace Tributary.Storage.Postgres;

/// <summary>A database: how connections to it are opened, and how one that is lost is replaced.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    /// <summary>Between attempts; five seconds together, in which a server restarts.</summary>
    private static readonly TimeSpan[] Pauses = [.. new[] { 0, 50, 100, 200, 400, 800, 1500, 2000 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    private readonly NpgsqlDataSource _source;

    /// <summary>Prepares for connections; none is opened yet.</summary>
    /// <exception cref="StoreRefusedException">The connection string cannot be read.</exception>
    public PostgresDatabase(string connectionString)
    {
        Address = new PostgresAddress(connectionString);
        var builder = new NpgsqlDataSourceBuilder(Address.ConnectionString);
        builder.UsePhysicalConnectionInitializer(_ => throw new NotSupportedException("Connections are opened asynchronously."), NoticeLostClientsAsync);
        _source = builder.Build();
    }

    public PostgresAddress Address { get; }

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

    /// <summary>Lets the server notice within half a minute that this machine has vanished without a word, and drop the locks it held.</summary>
    private static async Task NoticeLostClientsAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3", connection);
        await command.ExecuteNonQueryAsync();
    }
}
