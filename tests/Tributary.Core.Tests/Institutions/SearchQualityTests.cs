using Tributary.Bench.Directories;
using Tributary.Core.Institutions;

namespace Tributary.Core.Tests.Institutions;

/// <summary>
/// What people type finds what they mean: two hundred labelled queries over what ships with the program, some hundred well-known names, and eighteen thousand
/// generated ones to get lost in.
/// </summary>
public sealed class SearchQualityTests(ITestOutputHelper output)
{
    private const int Generated = 18_000;
    private const int FirstOfAnswers = 3;

    [Fact]
    public void RightInstitution_IsAmongTheFirstThree_ForNineteenOfTwentyQueries()
    {
        var directory = DirectorySnapshot.Build([], [.. ShippedInstitutions.Read(), .. WellKnown(), .. GeneratedInstitutions.Make(Generated)]);
        var queries = Lines("queries.tsv").Select(cells => (Half: cells[0], Text: cells[1], Names: cells[2].Split('|'))).ToArray();

        Assert.Equal(200, queries.Length);
        foreach (var half in queries.GroupBy(query => query.Half))
        {
            var missed = half.Where(query => !Finds(directory, query.Text, query.Names)).Select(query => query.Text).ToArray();
            output.WriteLine($"{half.Key}: {half.Count() - missed.Length} of {half.Count()}; missed: {string.Join(", ", missed)}");
            Assert.True(missed.Length * 20 <= half.Count(), $"Of the half {half.Key} are missed: {string.Join(", ", missed)}.");
        }
    }

    private static bool Finds(DirectorySnapshot directory, string text, string[] names) =>
        directory.Search(text, onlySupported: false, 0, FirstOfAnswers).Items.Any(found => names.Contains(found.Name, StringComparer.Ordinal));

    private static IEnumerable<Institution> WellKnown() => Lines("well-known.tsv").Select((cells, i) => new Institution
    {
        Id = new InstitutionId(600_000 + i),
        Name = cells[0],
        Address = new PostalAddress { City = cells[1], State = cells[2] },
        HomeUrl = cells[3].Length == 0 ? null : $"https://{cells[3]}",
        RoutingNumbers = cells[4].Length == 0 ? [] : [cells[4]],
    });

    private static IEnumerable<string[]> Lines(string file) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "vectors", "directory", file))
            .Where(line => !line.StartsWith('#'))
            .Skip(1)
            .Select(line => line.Split('\t'));
}
