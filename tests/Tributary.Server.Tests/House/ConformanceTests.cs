using System.Text.RegularExpressions;

namespace Tributary.Server.Tests.House;

/// <summary>
/// What docs/finicity-conformance.md claims has a test: every row that is served names at least one, by class and method, at the page's end. A row
/// to come may name those that will prove it.
/// </summary>
public sealed partial class ConformanceTests
{
    private const string Page = "docs/finicity-conformance.md";
    private const string Later = "later";

    private static readonly string[][] Tables = [.. Repository.Read(Page).Split('\n').Where(line => line.StartsWith('|')).Select(Cells)];

    /// <summary>Rows of the services, by their short names: a letter or two and a number.</summary>
    private static readonly (string Row, bool IsLater)[] Rows =
        [.. from cells in Tables where cells.Length == 6 && RowName().IsMatch(cells[0]) select (cells[0], cells[3].StartsWith(Later, StringComparison.Ordinal))];

    private static readonly Dictionary<string, string[]> TestsByRow =
        (from cells in Tables where cells.Length == 2 && RowName().IsMatch(cells[0]) select cells)
        .ToDictionary(cells => cells[0], cells => TestName().Matches(cells[1]).Select(match => match.Groups["test"].Value).ToArray(), StringComparer.Ordinal);

    private static readonly HashSet<string> TestsThere = Repository.Files("tests", "*.cs").SelectMany(TestsIn).ToHashSet(StringComparer.Ordinal);

    [Fact]
    public void EveryRowThatIsServed_HasATest()
    {
        Assert.True(Rows.Length > 100, "The rows were found.");
        Assert.Equal(Rows.Length, Rows.Select(row => row.Row).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(Rows.Where(row => !row.IsLater && TestsOf(row.Row).Length == 0));
        Assert.Empty(TestsByRow.Keys.Except(Rows.Select(row => row.Row), StringComparer.Ordinal));
    }

    [Fact]
    public void EveryTestOfARowThatIsServed_IsThere()
    {
        Assert.True(TestsThere.Count > 300, "The tests were found.");
        Assert.Empty(Rows.Where(row => !row.IsLater).SelectMany(row => TestsOf(row.Row)).Distinct(StringComparer.Ordinal).Except(TestsThere));
    }

    // What is served by now says so: strike "later" in its row.
    [Fact]
    public void RowWhoseTestsAreAllThere_IsNotLater() =>
        Assert.Empty(Rows.Where(row => row.IsLater && TestsOf(row.Row) is { Length: > 0 } tests && tests.All(TestsThere.Contains)));

    private static string[] TestsOf(string row) => TestsByRow.GetValueOrDefault(row, []);

    /// <summary>Class and method of every test in a file.</summary>
    private static IEnumerable<string> TestsIn(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        var isTest = false;
        foreach (var line in Repository.Read(file).Split('\n'))
        {
            if (line.Contains("[Fact", StringComparison.Ordinal) || line.Contains("[Theory", StringComparison.Ordinal))
                isTest = true;
            else if (isTest && Method().Match(line) is { Success: true } method)
            {
                isTest = false;
                yield return $"{name}.{method.Groups["name"].Value}";
            }
        }
    }

    private static string[] Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex("^[A-Z][0-9]{1,2}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RowName();

    [GeneratedRegex("`(?<test>[A-Za-z0-9]+[.][A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestName();

    [GeneratedRegex(@"^    public (async )?[A-Za-z<>]+ (?<name>[A-Za-z0-9_]+)\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Method();
}
