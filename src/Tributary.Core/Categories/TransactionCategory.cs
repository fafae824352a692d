using System.Collections.Frozen;

namespace Tributary.Core.Categories;

/// <summary>What a payment was for: one of the fixed list that Finicity's <c>categorization.category</c> has. The list ships as data.</summary>
public sealed class TransactionCategory
{
    private static readonly FrozenDictionary<string, TransactionCategory> ByName = ReadAll().ToFrozenDictionary(c => c.Name, StringComparer.OrdinalIgnoreCase);

    private TransactionCategory(string name, string customerAccountDataName, string? scheduleC)
    {
        Name = name;
        CustomerAccountDataName = customerAccountDataName;
        ScheduleC = scheduleC;
    }

    /// <summary>What nothing is known about.</summary>
    public static TransactionCategory Uncategorized { get; } = Get("Uncategorized");

    /// <summary>Every category, by name.</summary>
    public static IReadOnlyList<TransactionCategory> All { get; } = [.. ByName.Values.OrderBy(c => c.Name, StringComparer.Ordinal)];

    /// <summary>The name, as Finicity writes it: <c>Coffee Shops</c>.</summary>
    public string Name { get; }

    /// <summary>What Intuit's Customer Account Data API calls it (<c>categorization/context/categoryName</c>).</summary>
    public string CustomerAccountDataName { get; }

    /// <summary>The line of US tax Schedule C that a business books it on, or null where there is none.</summary>
    public string? ScheduleC { get; }

    /// <summary>The category of a name.</summary>
    /// <param name="name">The name, in whatever case.</param>
    /// <returns>The category, or null.</returns>
    public static TransactionCategory? Find(string name) => ByName.GetValueOrDefault(name.Trim());

    /// <summary>The category of a name that the program itself wrote.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The category.</returns>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static TransactionCategory Get(string name) => Find(name) ?? throw new ArgumentException($"There is no category '{name}'.", nameof(name));

    /// <summary>The category whose name is most like a name that is none.</summary>
    /// <param name="name">What somebody wrote.</param>
    /// <returns>The category that takes the fewest letters to change; null where that is more than a third of them, and the name would only mislead.</returns>
    public static TransactionCategory? Nearest(string name)
    {
        var given = name.Trim();
        given = given.Length > 64 ? given[..64] : given;
        var (nearest, distance) = All
            .Select(category => (Category: category, Distance: Distance(given.ToUpperInvariant(), category.Name.ToUpperInvariant())))
            .MinBy(near => near.Distance);
        return distance * 3 <= Math.Max(given.Length, nearest.Name.Length) ? nearest : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    // Levenshtein's.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }

        return row[^1];
    }

    private static IEnumerable<TransactionCategory> ReadAll()
    {
        foreach (var line in ShippedRules.ReadText("categories.tsv").Split('\n'))
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            var columns = line.Split('\t');
            yield return new TransactionCategory(columns[0], columns[1], columns[2].Length == 0 ? null : columns[2]);
        }
    }
}
