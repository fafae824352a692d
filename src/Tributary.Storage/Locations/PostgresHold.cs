using System.Globalization;
using System.Security.Cryptography;
using Dapper;
using Npgsql;
using Tributary.Storage.Postgres;

namespace Tributary.Storage.Locations;

/// <summary>
/// A lock of PostgreSQL on the schema, held by a connection of its own: the server drops it when the connection ends, however it ends. When the server
/// restarts or the way to it breaks, the lock is taken again as soon as that can be.
/// </summary>
internal sealed class PostgresHold : StoreHold
{
    /// <summary>Another number than that of the migrations' lock, which the holder itself must be able to take.</summary>
    private const string Take = "SELECT pg_try_advisory_lock(1414678851, hashtext(current_schema()))";

    private const string Holder =
        """
        SELECT application_name FROM pg_stat_activity WHERE pid = (
          SELECT pid FROM pg_locks
          WHERE locktype = 'advisory' AND classid = 1414678851 AND objid::bigint = hashtext(current_schema())::bigint & 4294967295 AND objsubid = 2
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND granted)
        """;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly PostgresAddress _address;
    private readonly string _me;
    private readonly string _connectionString;
    private readonly CancellationTokenSource _released = new();
    private NpgsqlConnection _connection;
    private Task _keeping = Task.CompletedTask;

    private PostgresHold(PostgresAddress address)
    {
        _address = address;

        // Tells an operator who looks at pg_stat_activity, and the one who is refused, where the other runs.
        var machine = string.Concat(Environment.MachineName.Where(c => c is > ' ' and < (char)127).Take(25));
        _me = string.Create(
            CultureInfo.InvariantCulture,
            $"Tributary on {machine}, process {Environment.ProcessId} {RandomNumberGenerator.GetHexString(6, lowercase: true)}");
        _connectionString = new NpgsqlConnectionStringBuilder(address.ConnectionString)
        {
            ApplicationName = _me,
            Pooling = false,
            KeepAlive = 10,
            TcpKeepAlive = true,
        }.ConnectionString;
        _connection = new NpgsqlConnection(_connectionString);
    }

    public static async Task<PostgresHold> TakeAsync(string connectionString, CancellationToken cancellationToken)
    {
        var hold = new PostgresHold(new PostgresAddress(connectionString));
        try
        {
            if (await hold.TryTakeAsync(cancellationToken) is { } other)
            {
                throw new StoreRefusedException(
                    StoreRefusal.InUse,
                    $"Another program works on the store {hold._address.Name}{(other.Length == 0 ? "" : $" ({Words(other)})")}; stop it first, or choose another with --store.");
            }
        }
        catch (NpgsqlException exception)
        {
            await hold.DisposeAsync();
            throw PostgresFault.Refusal(hold._address, exception);
        }
        catch
        {
            await hold.DisposeAsync();
            throw;
        }

        hold._keeping = hold.KeepAsync();
        return hold;
    }

    public override async ValueTask DisposeAsync()
    {
        await _released.CancelAsync();
        await _keeping;
        await _connection.DisposeAsync();
        _released.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>The holder's name without the letters that make it unique.</summary>
    private static string Words(string holder) =>
        holder.StartsWith("Tributary on ", StringComparison.Ordinal) ? holder["Tributary on ".Length..holder.LastIndexOf(' ')] : holder;

    /// <summary>Takes the lock on a new connection.</summary>
    /// <returns>Null when it is held now; otherwise who holds it, which may be empty.</returns>
    private async Task<string?> TryTakeAsync(CancellationToken cancellationToken)
    {
        await _connection.DisposeAsync();
        _connection = new NpgsqlConnection(_connectionString);
        await _connection.OpenAsync(cancellationToken);
        await _connection.ExecuteAsync("SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3");
        if (await _connection.ExecuteScalarAsync<bool>(new CommandDefinition(Take, cancellationToken: cancellationToken)))
            return null;
        return await _connection.ExecuteScalarAsync<string>(new CommandDefinition(Holder, cancellationToken: cancellationToken)) ?? "";
    }

    /// <summary>Waits for the connection to end, and then for the next one to hold the lock; ends when released, or when somebody else has it.</summary>
    private async Task KeepAsync()
    {
        try
        {
            while (true)
            {
                await WaitForLossAsync();
                if (!await TryTakeAgainAsync())
                {
                    Lose();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Released.
        }
    }

    private async Task WaitForLossAsync()
    {
        try
        {
            // Nobody notifies on this connection, so that the wait ends with it.
            while (true)
                await _connection.WaitAsync(_released.Token);
        }
        catch (Exception lost) when (lost is NpgsqlException or IOException or InvalidOperationException)
        {
            _released.Token.ThrowIfCancellationRequested();
        }
    }

    /// <returns>False when somebody else has the lock. A former connection of our own that the server still believes in is waited for.</returns>
    private async Task<bool> TryTakeAgainAsync()
    {
        for (var pause = TimeSpan.FromMilliseconds(20); ; pause = pause < LongestPause ? 2 * pause : LongestPause)
        {
            try
            {
                if (await TryTakeAsync(_released.Token) is not { } other)
                    return true;
                if (other.Length > 0 && other != _me)
                    return false;
            }
            catch (Exception unreachable) when (unreachable is NpgsqlException or InvalidOperationException)
            {
                // Not back yet.
            }

            await Task.Delay(pause, _released.Token);
        }
    }
}
