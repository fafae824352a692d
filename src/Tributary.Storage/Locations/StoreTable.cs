using Dapper;
using Microsoft.Data.Sqlite;
using Tributary.Storage.Migrations;
using Tributary.Storage.Sqlite;

namespace Tributary.Storage.Locations;

/// <summary>
/// A table as every database has it. A row is an array of values in the order of the columns, in SQLite's forms: <see langword="null"/>,
/// <see cref="long"/>, <see cref="string"/> or an array of bytes; a database with more types makes its own of them.
/// </summary>
/// <param name="Name">The table's name.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Key">Those of its primary key, in the key's order.</param>
/// <param name="Parents">The tables its rows hang on.</param>
internal sealed record StoreTable(string Name, IReadOnlyList<string> Columns, IReadOnlyList<string> Key, IReadOnlyList<StoreParent> Parents)
{
    /// <summary>What is a store's own business and not its content: the record of migrations, and SQLite's series of numbers.</summary>
    private static readonly string[] NotContent = [SchemaRecord.Table, "id_sequence"];

    /// <summary>The schema of this program, which has the same number on every database.</summary>
    public static int LatestSchema => SqliteStore.SchemaVersion;

    /// <summary>The whole table, in the order of its key, which is the same everywhere.</summary>
    public string Select => $"SELECT {string.Join(", ", Columns)} FROM {Name} ORDER BY {string.Join(", ", Key)}";

    /// <summary>The tables of a schema, parents first: asked of an empty SQLite store, since both databases have the same ones.</summary>
    public static IReadOnlyList<StoreTable> Of(int schemaVersion)
    {
        SqliteLibrary.Require();
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        foreach (var migration in Migration.Of("Sqlite").Where(migration => migration.Number <= schemaVersion))
            connection.Execute(migration.Sql);
        var tables = connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").Except(NotContent, StringComparer.Ordinal);
        return ParentsFirst([.. tables.Select(name => Read(connection, name))]);
    }

    private static StoreTable Read(SqliteConnection connection, string name)
    {
        var columns = connection.Query<(string Name, long KeyPosition)>("SELECT name, pk FROM pragma_table_xinfo(@name) ORDER BY cid", new { name }).ToList();
        var parents = connection.Query<(long Id, string Table, string Column, string Referred)>(
            "SELECT id, \"table\", \"from\", \"to\" FROM pragma_foreign_key_list(@name) ORDER BY id, seq", new { name });
        return new StoreTable(
            name,
            [.. columns.Select(column => column.Name)],
            [.. columns.Where(column => column.KeyPosition > 0).OrderBy(column => column.KeyPosition).Select(column => column.Name)],
            [.. parents.GroupBy(p => p.Id).Select(p => new StoreParent(p.First().Table, [.. p.Select(c => c.Column)], [.. p.Select(c => c.Referred)]))]);
    }

    private static List<StoreTable> ParentsFirst(List<StoreTable> tables)
    {
        var ordered = new List<StoreTable>();
        while (ordered.Count < tables.Count)
        {
            ordered.AddRange(tables
                .Except(ordered)
                .Where(table => table.Parents.All(parent => ordered.Exists(earlier => earlier.Name == parent.Table)))
                .ToList());
        }

        return ordered;
    }
}

/// <summary>A table that rows hang on.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Columns">The columns of the child.</param>
/// <param name="Referred">The columns of the parent, in the same order.</param>
internal sealed record StoreParent(string Table, IReadOnlyList<string> Columns, IReadOnlyList<string> Referred);

/// <summary>The next number of each series, so that numbers are not given again after a copy.</summary>
/// <param name="NextId">The next id.</param>
/// <param name="NextEvent">The next event's number.</param>
internal sealed record StoreNumbers(long NextId, long NextEvent);
