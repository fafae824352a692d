using System.Data;
using System.Globalization;
using System.Net.Sockets;
using Npgsql;
using Tributary.Core.Errors;

namespace Tributary.Storage.Postgres;

/// <summary>What PostgreSQL's errors mean to the callers of the store. Codes are those of "PostgreSQL Error Codes".</summary>
internal static class PostgresFault
{
    /// <summary>
    /// A broken constraint is a bug of the caller, who looks first; trouble of the server or the way to it is the store's own, said without
    /// names of machines or values; what is left is a bug of ours.
    /// </summary>
    public static Exception Of(NpgsqlException exception) => exception.SqlState switch
    {
        ['2', '3', ..] => new InvalidOperationException(
            "The row cannot be written: its parent is gone, or another row has its place.", exception),
        PostgresErrorCodes.ProgramLimitExceeded => new InvalidOperationException("The row cannot be written: a key is too long.", exception),
        null => new TributaryException(
            ErrorCatalogue.StoreUnavailable,
            exception.InnerException is TimeoutException ? "the database did not answer in time" : "the database cannot be reached",
            exception),
        var code => Describe(code) is { } trouble ? new TributaryException(ErrorCatalogue.StoreUnavailable, trouble, exception) : exception,
    };

    /// <summary>
    /// Whether the same may succeed on another attempt soon: the connection was lost, the server restarts, or a lock was given to
    /// somebody else. Nothing of the attempt is kept, unless its COMMIT was under way.
    /// </summary>
    public static bool MayPass(NpgsqlException exception) => IsLost(exception)
        || exception.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>Whether the connection is gone, and others of the pool probably with it.</summary>
    public static bool IsLost(NpgsqlException exception) => exception.SqlState is null
        ? exception.InnerException is IOException or SocketException
        : exception.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.IdleSessionTimeout or PostgresErrorCodes.TooManyConnections or ['0', '8', ..];

    /// <summary>
    /// The database's exception behind one that a statement threw; null where there is none. A connection that broke between two statements, or while
    /// it was opened, answers the next as if it had been used wrongly.
    /// </summary>
    public static NpgsqlException? Behind(Exception exception, NpgsqlConnection connection) => exception switch
    {
        NpgsqlException fault => fault,
        ObjectDisposedException => Lost(exception),
        InvalidOperationException when connection.State != ConnectionState.Open => Lost(exception),
        _ => null,
    };

    /// <summary>Runs a statement of the store's own, so that a connection found broken is told as one that is lost.</summary>
    public static async Task<T> RunAsync<T>(NpgsqlConnection connection, Func<Task<T>> statement)
    {
        try
        {
            return await statement();
        }
        catch (Exception exception) when (exception is not NpgsqlException && Behind(exception, connection) is not null)
        {
            throw Behind(exception, connection)!;
        }
    }

    /// <summary>Whether opening ends with a sentence; what remains is a mistake in a migration.</summary>
    public static bool RefusesOpening(NpgsqlException exception) => exception.SqlState is null or PostgresErrorCodes.InsufficientPrivilege
        || Describe(exception.SqlState) is not null;

    /// <summary>Why a database could not be opened.</summary>
    public static StoreRefusedException Refusal(PostgresAddress address, NpgsqlException exception)
    {
        var (reason, sentence) = exception.SqlState switch
        {
            PostgresErrorCodes.InvalidCatalogName => (
                StoreRefusal.DatabaseMissing,
                $"There is no database {address.Database} on {address.Server}; make an empty one with the encoding UTF8 first."),
            PostgresErrorCodes.InvalidPassword => (
                StoreRefusal.AccessDenied, $"The database server {address.Server} refuses the password of the user {address.User}."),
            PostgresErrorCodes.InvalidAuthorizationSpecification => (
                StoreRefusal.AccessDenied, $"The database server {address.Server} does not let the user {address.User} in."),
            PostgresErrorCodes.InsufficientPrivilege => (
                StoreRefusal.AccessDenied, $"The user {address.User} may not read and write the store {address.Name}."),
            PostgresErrorCodes.ReadOnlySqlTransaction => (
                StoreRefusal.Unwritable, $"The store {address.Name} may only be read: the server is a standby, or set to read-only."),
            null when !address.HasPassword && exception.InnerException is null => (
                StoreRefusal.AccessDenied, $"The database server {address.Server} wants a password for the user {address.User}."),
            null => (StoreRefusal.Unreachable, $"The database server {address.Server} cannot be reached."),
            var code => (
                StoreRefusal.Unreachable,
                string.Create(CultureInfo.InvariantCulture, $"The store {address.Name} cannot be opened: {Describe(code) ?? $"PostgreSQL's error {code}"}.")),
        };
        return new StoreRefusedException(reason, sentence, exception);
    }

    private static NpgsqlException Lost(Exception exception) =>
        new("The connection was lost.", new IOException("The connection was lost.", exception));

    private static string? Describe(string code) => code switch
    {
        PostgresErrorCodes.DiskFull => "the disk is full",
        PostgresErrorCodes.OutOfMemory => "memory ran out",
        PostgresErrorCodes.TooManyConnections => "the database has no connection left",
        PostgresErrorCodes.ReadOnlySqlTransaction => "the database may only be read",
        PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable => "the database did not answer in time",
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => "too many writers wanted the same at once",
        PostgresErrorCodes.InsufficientPrivilege => "the database does not allow it",
        ['0', '8', ..] or ['5', '7', ..] => "the database is shutting down or starting",
        ['5', '3', ..] or ['5', '8', ..] => "the database reported trouble of its machine",
        ['X', 'X', ..] => "the database is damaged",
        _ => null,
    };
}
