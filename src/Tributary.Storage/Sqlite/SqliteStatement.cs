using System.Reflection;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tributary.Storage.Rows;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Sqlite;

/// <summary>
/// A statement compiled once and run many times; SQLite itself compiles it anew where the schema has changed. On SQLite's own calls, since
/// through ADO.NET the layer around a short query costs more than the query.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;
    private readonly SqliteRow _row;

    /// <summary>Where each of the statement's parameters is found in what it is given; the same text is always given the same type.</summary>
    private PropertyInfo[]? _parameters;

    /// <exception cref="SqliteException">The text cannot be compiled.</exception>
    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _connection = connection;
        Require(raw.sqlite3_prepare_v3(connection.Handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _row = new SqliteRow(_statement.DangerousGetHandle());
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="parameters">An object with a property for each of its <c>@Parameters</c>; null where it has none.</param>
    /// <param name="read">Reads a row.</param>
    /// <param name="cancellationToken">Asked before each row.</param>
    /// <returns>What was read of each row.</returns>
    /// <exception cref="SqliteException">SQLite refuses.</exception>
    public List<T> Run<T>(object? parameters, Func<SqlRow, T> read, CancellationToken cancellationToken)
    {
        var rows = new List<T>();
        try
        {
            Bind(parameters);
            while (Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows.Add(read(_row));
            }

            return rows;
        }
        finally
        {
            // It tells an error of the run once more; that was thrown.
            _ = raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>Runs a statement that has neither parameters nor rows.</summary>
    public void Run() => Run(null, _ => false, CancellationToken.None);

    public void Dispose() => _statement.Dispose();

    private bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            Require(result);
        return result == raw.SQLITE_ROW;
    }

    private void Bind(object? parameters)
    {
        if (parameters is null)
            return;
        _parameters ??= FindParameters(parameters.GetType());
        for (var i = 0; i < _parameters.Length; i++)
            Require(Bind(i + 1, _parameters[i].GetValue(parameters)));
    }

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        int number => raw.sqlite3_bind_int64(_statement, place, number),
        string text => BindText(place, text),
        DateOnly date => BindText(place, StoredForm.Of(date)),
        // No bytes are no address, which SQLite would take for NULL.
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(_statement, place, 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        _ => throw new NotSupportedException($"No parameter of a query is a {value.GetType().Name}."),
    };

    private int BindText(int place, string text) => text.Length == 0
        ? raw.sqlite3_bind_text(_statement, place, text)
        : raw.sqlite3_bind_text(_statement, place, Encoding.UTF8.GetBytes(text));

    private PropertyInfo[] FindParameters(Type given) =>
    [
        .. Enumerable.Range(1, raw.sqlite3_bind_parameter_count(_statement))
            .Select(place => raw.sqlite3_bind_parameter_name(_statement, place).utf8_to_string()[1..])
            .Select(name => given.GetProperty(name) ?? throw new ArgumentException($"The statement's @{name} is not given.", nameof(given))),
    ];

    private void Require(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, _connection.Handle);
    }
}
