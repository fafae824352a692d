using System.Globalization;

namespace Tributary.Storage.Locations;

/// <summary>
/// Looks for what must never be: what the database itself finds broken, rows whose parent is gone, values that cannot be read, and
/// numbers that contradict each other.
/// </summary>
internal sealed class StoreCheck(StoreSnapshot store)
{
    /// <summary>What must find nothing, and what it means when it finds rows. The same on every database.</summary>
    private static readonly (string Problem, string CountRows)[] Rules =
    [
        ("accounts have a change number that their customer has not reached",
            "SELECT count(*) FROM account JOIN customer ON customer.id = account.customer_id WHERE account.change_number > customer.change_number"),
        ("transactions have a change number that their customer has not reached",
            "SELECT count(*) FROM account_transaction t JOIN customer ON customer.id = t.customer_id WHERE t.change_number > customer.change_number"),
        ("events have a change number that their customer has not reached",
            "SELECT count(*) FROM outbox_event e JOIN customer ON customer.id = e.customer_id WHERE e.change_number > customer.change_number"),
        ("transactions were added after they were changed",
            "SELECT count(*) FROM account_transaction WHERE added_in_change > change_number"),
        ("former versions belong to a transaction that is gone, or to one of another account",
            """
            SELECT count(*) FROM transaction_history h WHERE NOT EXISTS (
              SELECT 1 FROM account_transaction t
              WHERE t.customer_id = h.customer_id AND t.id = h.transaction_id AND t.account_id = h.account_id)
            """),
        ("former versions are as new as their transaction",
            """
            SELECT count(*) FROM transaction_history h JOIN account_transaction t ON t.customer_id = h.customer_id AND t.id = h.transaction_id
            WHERE h.version >= t.version OR h.change_number > t.change_number
            """),
        ("changed transactions lack a former version",
            """
            SELECT count(*) FROM account_transaction t WHERE t.version > 1 AND t.version - 1 <> (
              SELECT count(*) FROM transaction_history h WHERE h.customer_id = t.customer_id AND h.transaction_id = t.id)
            """),
        ("transactions are listed under another day than theirs",
            "SELECT count(*) FROM account_transaction WHERE effective_date <> coalesce(transaction_date, posted_date)"),
        ("accounts are at another institution than their login",
            """
            SELECT count(*) FROM account a JOIN institution_login l ON l.customer_id = a.customer_id AND l.id = a.login_id
            WHERE a.institution_id <> l.institution_id
            """),
        ("sealed values belong to a customer without a data key",
            "SELECT count(*) FROM sealed_field f WHERE NOT EXISTS (SELECT 1 FROM data_key k WHERE k.customer_id = f.customer_id)"),
        ("partners have no data key",
            "SELECT count(*) FROM partner p WHERE NOT EXISTS (SELECT 1 FROM data_key k WHERE k.partner_id = p.id)"),
    ];

    private readonly List<string> _problems = [];

    /// <summary>Looks at everything.</summary>
    /// <returns>What was found, each as a sentence; empty for a sound store.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        _problems.AddRange((await store.ListDamagesAsync(cancellationToken)).Select(damage => $"The database says: {damage}."));
        // What the database itself cannot read need not be asked for more.
        if (_problems.Count > 0)
            return _problems;
        await FindOrphansAsync(cancellationToken);
        if (store.SchemaVersion != StoreTable.LatestSchema)
            return [.. _problems, $"The store has schema {store.SchemaVersion}, this program {StoreTable.LatestSchema}: migrate it, and check it again for the rest."];
        await FindUnreadableAsync(cancellationToken);
        await FindNumbersToComeAsync(cancellationToken);
        foreach (var (problem, countRows) in Rules)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Count((await store.QueryNumbersAsync(countRows))[0], problem);
        }

        return _problems;
    }

    private async Task FindOrphansAsync(CancellationToken cancellationToken)
    {
        foreach (var table in store.Tables)
        {
            foreach (var parent in table.Parents)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var hangs = string.Join(" AND ", parent.Columns.Select(column => $"child.{column} IS NOT NULL"));
                var same = string.Join(" AND ", parent.Columns.Zip(parent.Referred, (own, referred) => $"parent.{referred} = child.{own}"));
                var orphans = await store.QueryNumbersAsync(
                    $"SELECT count(*) FROM {table.Name} child WHERE {hangs} AND NOT EXISTS (SELECT 1 FROM {parent.Table} parent WHERE {same})");
                Count(orphans[0], $"rows of {table.Name} have lost their row of {parent.Table}");
            }
        }
    }

    private async Task FindUnreadableAsync(CancellationToken cancellationToken)
    {
        foreach (var form in RowForm.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Count(await store.CountUnreadableAsync(form.Select, form.CanRead), $"rows of {form.Table} have a value of no known form");
        }
    }

    /// <summary>A number that is there and was not given yet would be given to another row one day.</summary>
    private async Task FindNumbersToComeAsync(CancellationToken cancellationToken)
    {
        var numbers = await store.NumbersAsync();
        foreach (var (table, column, next) in new[]
        {
            ("partner", "id", numbers.NextId),
            ("customer", "id", numbers.NextId),
            ("data_key", "id", numbers.NextId),
            ("institution_login", "id", numbers.NextId),
            ("account", "id", numbers.NextId),
            ("account_transaction", "id", numbers.NextId),
            ("position", "id", numbers.NextId),
            ("subscription", "id", numbers.NextId),
            ("institution", "id", numbers.NextId),
            ("outbox_event", "number", numbers.NextEvent),
        })
        {
            cancellationToken.ThrowIfCancellationRequested();
            var early = await store.QueryNumbersAsync(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM {table} WHERE {column} >= {next}"));
            Count(early[0], $"rows of {table} have a number that was never given");
        }
    }

    private void Count(long rows, string problem)
    {
        if (rows > 0)
            _problems.Add(string.Create(CultureInfo.InvariantCulture, $"{rows:#,0} {problem}."));
    }
}
