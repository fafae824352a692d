using Npgsql;
using Tributary.Core.Errors;
using Tributary.Storage.Postgres;

namespace Tributary.Storage.Tests.Postgres;

/// <summary>The server's errors in the store's words.</summary>
public sealed class PostgresFaultWordsTests
{
    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, "the disk is full")]
    [InlineData(PostgresErrorCodes.OutOfMemory, "memory ran out")]
    [InlineData(PostgresErrorCodes.TooManyConnections, "the database has no connection left")]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, "the database may only be read")]
    [InlineData(PostgresErrorCodes.AdminShutdown, "the database is shutting down or starting")]
    [InlineData(PostgresErrorCodes.CannotConnectNow, "the database is shutting down or starting")]
    [InlineData(PostgresErrorCodes.ConnectionFailure, "the database is shutting down or starting")]
    [InlineData(PostgresErrorCodes.QueryCanceled, "the database did not answer in time")]
    [InlineData(PostgresErrorCodes.DeadlockDetected, "too many writers wanted the same at once")]
    [InlineData(PostgresErrorCodes.IoError, "the database reported trouble of its machine")]
    [InlineData(PostgresErrorCodes.DataCorrupted, "the database is damaged")]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, "the database does not allow it")]
    public void TroubleOfTheServer_IsSaidAsStoreUnavailable_WithItsCauseForTheLog(string code, string words)
    {
        var cause = new PostgresException("the words of the server, a value", "ERROR", "ERROR", code);

        var meaning = Assert.IsType<TributaryException>(PostgresFault.Of(cause));

        Assert.Equal((ErrorCatalogue.StoreUnavailable, words), (meaning.Error, meaning.Subject));
        Assert.Same(cause, meaning.InnerException);
        Assert.DoesNotContain("a value", meaning.Message);
    }

    [Fact]
    public void MistakeInAStatement_IsNotSaidAsTrouble() =>
        Assert.IsType<PostgresException>(PostgresFault.Of(new PostgresException("", "ERROR", "ERROR", PostgresErrorCodes.UndefinedTable)));
}
