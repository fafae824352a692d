using System.Text.RegularExpressions;

namespace Tributary.Server.Tests.House;

/// <summary>
/// What the conformance pages claim has a test: every row that is served names at least one, by class and method, at the page's end. A row
/// to come may name those that will prove it.
/// </summary>
public sealed partial class ConformanceTests
{
    private const string Later = "later";

    private static readonly HashSet<string> TestsThere = Repository.Files("tests", "*.cs").SelectMany(TestsIn).ToHashSet(StringComparer.Ordinal);

    [Theory]
    [InlineData("finicity", 100)]
    [InlineData("aggcat", 30)]
    public void EveryRowThatIsServed_HasATest(string face, int least)
    {
        var page = ConformancePage.Of(face);

        Assert.True(page.Rows.Count > least, "The rows were found.");
        Assert.Equal(page.Rows.Count, page.Rows.Select(row => row.Row).Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(page.Rows.Where(row => !row.IsLater && page.TestsOf(row.Row).Length == 0));
        Assert.Empty(page.TestsByRow.Keys.Except(page.Rows.Select(row => row.Row), StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("finicity")]
    [InlineData("aggcat")]
    public void EveryTestOfARowThatIsServed_IsThere(string face)
    {
        var page = ConformancePage.Of(face);

        Assert.True(TestsThere.Count > 300, "The tests were found.");
        Assert.Empty(page.Rows.Where(row => !row.IsLater).SelectMany(row => page.TestsOf(row.Row)).Distinct(StringComparer.Ordinal).Except(TestsThere));
    }

    // What is served by now says so: strike "later" in its row.
    [Theory]
    [InlineData("finicity")]
    [InlineData("aggcat")]
    public void RowWhoseTestsAreAllThere_IsNotLater(string face)
    {
        var page = ConformancePage.Of(face);

        Assert.Empty(page.Rows.Where(row => row.IsLater && page.TestsOf(row.Row) is { Length: > 0 } tests && tests.All(TestsThere.Contains)));
    }

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

    /// <summary>A page's rows of services, by their short names, a letter or two and a number, and the tests that it names for each.</summary>
    private sealed record ConformancePage(IReadOnlyList<(string Row, bool IsLater)> Rows, IReadOnlyDictionary<string, string[]> TestsByRow)
    {
        public static ConformancePage Of(string face)
        {
            var tables = Repository.Read($"docs/{face}-conformance.md").Split('\n').Where(line => line.StartsWith('|')).Select(Cells).ToArray();
            return new ConformancePage(
                [.. from cells in tables where cells.Length == 6 && RowName().IsMatch(cells[0]) select (cells[0], cells[3].StartsWith(Later, StringComparison.Ordinal))],
                (from cells in tables where cells.Length == 2 && RowName().IsMatch(cells[0]) select cells)
                .ToDictionary(cells => cells[0], cells => TestName().Matches(cells[1]).Select(match => match.Groups["test"].Value).ToArray(), StringComparer.Ordinal));
        }

        public string[] TestsOf(string row) => TestsByRow.TryGetValue(row, out var tests) ? tests : [];
    }

    private static string[] Cells(string line) => [.. line.Trim().Trim('|').Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex("^[A-Z][0-9]{1,2}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RowName();

    [GeneratedRegex("`(?<test>[A-Za-z0-9]+[.][A-Za-z0-9_]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TestName();

    [GeneratedRegex(@"^    public (async )?[A-Za-z<>]+ (?<name>[A-Za-z0-9_]+)\(", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Method();
}
