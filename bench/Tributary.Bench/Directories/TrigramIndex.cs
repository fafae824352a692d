using Microsoft.Data.Sqlite;
using Tributary.Core.Institutions;

namespace Tributary.Bench.Directories;

/// <summary>The yardstick: SQLite's full-text index FTS5 with its trigram tokenizer over the same institutions, in memory, with one prepared statement.</summary>
internal sealed class TrigramIndex : IDisposable
{
    private const int Trigram = 3;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _search;
    private readonly SqliteParameter _match;

    public TrigramIndex(IReadOnlyList<Institution> institutions)
    {
        _connection = new SqliteConnection("Data Source=:memory:");
        _connection.Open();
        Execute("CREATE VIRTUAL TABLE institution USING fts5(name, city, state, web, routing_numbers, tokenize = 'trigram')");
        Fill(institutions);
        Execute("INSERT INTO institution (institution) VALUES ('optimize')");
        _search = _connection.CreateCommand();
        _search.CommandText = "SELECT rowid, name, city, state, web FROM institution WHERE institution MATCH @match ORDER BY rank LIMIT 25";
        _match = _search.Parameters.Add("@match", SqliteType.Text);
        _search.Prepare();
    }

    /// <summary>The 25 best rows in which every word is, and of a misspelt one as many trigrams as can be.</summary>
    public int Search(MixedQuery query)
    {
        _match.Value = string.Join(" AND ", query.Words
            .Where(word => word.Text.Length >= Trigram)
            .Select(word => word.IsMisspelt ? $"({string.Join(" OR ", Trigrams(word.Text))})" : $"\"{word.Text}\""));
        using var reader = _search.ExecuteReader();
        var found = 0;
        for (; reader.Read(); found++)
        {
            for (var column = 1; column < reader.FieldCount; column++)
                _ = reader.GetString(column);
        }

        return found;
    }

    public void Dispose()
    {
        _search.Dispose();
        _connection.Dispose();
    }

    private static IEnumerable<string> Trigrams(string word) =>
        Enumerable.Range(0, word.Length - Trigram + 1).Select(at => $"\"{word.Substring(at, Trigram)}\"");

    private void Fill(IReadOnlyList<Institution> institutions)
    {
        using var transaction = _connection.BeginTransaction();
        using var insert = _connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO institution (rowid, name, city, state, web, routing_numbers) VALUES (@id, @name, @city, @state, @web, @routing)";
        var values = new[] { "@id", "@name", "@city", "@state", "@web", "@routing" }.Select(name => insert.Parameters.Add(name, SqliteType.Text)).ToArray();
        foreach (var institution in institutions)
        {
            values[0].Value = institution.Id.Value;
            values[1].Value = institution.Name;
            values[2].Value = institution.Address.City ?? "";
            values[3].Value = institution.Address.State ?? "";
            values[4].Value = institution.HomeUrl ?? "";
            values[5].Value = string.Join(' ', institution.RoutingNumbers);
            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
#pragma warning disable CA2100 // This file's own texts.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
