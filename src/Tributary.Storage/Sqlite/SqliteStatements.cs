using Microsoft.Data.Sqlite;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Sqlite;

/// <summary>
/// The statements a connection has run, kept for the next time: compiling one takes several times as long as running it. Their texts are
/// the program's own, with parameters for all that differs, so that they are a few dozen.
/// </summary>
internal sealed class SqliteStatements(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> _byText = new(StringComparer.Ordinal);

    /// <summary>Runs a statement; see <see cref="SqliteStatement.Run{T}"/>.</summary>
    public List<T> Run<T>(string sql, object? parameters, Func<SqlRow, T> read, CancellationToken cancellationToken) =>
        Of(sql).Run(parameters, read, cancellationToken);

    /// <summary>Runs a statement that has neither parameters nor rows.</summary>
    public void Run(string sql) => Of(sql).Run();

    public void Dispose()
    {
        foreach (var statement in _byText.Values)
            statement.Dispose();
        _byText.Clear();
    }

    private SqliteStatement Of(string sql)
    {
        if (!_byText.TryGetValue(sql, out var statement))
            _byText.Add(sql, statement = new SqliteStatement(connection, sql));
        return statement;
    }
}
