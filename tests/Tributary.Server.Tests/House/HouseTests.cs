using System.Xml.Linq;

namespace Tributary.Server.Tests.House;

/// <summary>Rules of the house that no compiler keeps. Each says why it is one.</summary>
public sealed class HouseTests
{
    // The arrows of ARCHITECTURE.md. A wrong reference would compile once it is added; here it is noticed.
    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        ["Tributary.Statements"] = [],
        ["Tributary.Outbound"] = [],
        ["Tributary.Core"] = [],
        ["Tributary.Connectors"] = ["Tributary.Core", "Tributary.Statements"],
        ["Tributary.Faces"] = ["Tributary.Core", "Tributary.Outbound", "Tributary.Statements"],
        ["Tributary.Storage"] = ["Tributary.Core"],
        ["Tributary.Vault"] = ["Tributary.Core"],
        ["Tributary.Server"] =
            ["Tributary.Connectors", "Tributary.Core", "Tributary.Faces", "Tributary.Outbound", "Tributary.Storage", "Tributary.Vault"],
        ["Tributary.Client"] = [],
        ["Tributary.Cli"] = ["Tributary.Client", "Tributary.Server", "Tributary.Statements"],
    };

    // The build fails on any other way out (BannedSymbols.txt); whoever switches that off somewhere says so here.
    [Fact]
    public void WayOut_IsOne_ButForTheCommandsOwnServer() => Assert.Equal(
        ["src/Tributary.Cli/Stores/LocalHttp.cs"],
        Repository.Files("src", "*.cs").Where(file => Repository.Read(file).Contains("RS0030", StringComparison.Ordinal)));

    // Names that say where code was put rather than what it is.
    private static readonly string[] NamelessFolders = ["Helpers", "Utils", "Utilities", "Common", "Misc", "Managers", "Shared"];

    [Fact]
    public void Arrows_PointOneWay()
    {
        var actual = Repository.Files("src", "*.csproj").ToDictionary(
            file => Path.GetFileNameWithoutExtension(file),
            file => XDocument.Parse(Repository.Read(file)).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).Order(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);

        Assert.Equal(Arrows.Keys.Order(), actual.Keys.Order());
        Assert.All(Arrows, arrow => Assert.Equal(arrow.Value, actual[arrow.Key]));
    }

    [Fact]
    public void Folders_AreNamedAfterWhatTheyHold() => Assert.Empty(
        Repository.Files("src", "*.cs").Concat(Repository.Files("tests", "*.cs"))
            .Where(file => file.Split('/').Any(part => NamelessFolders.Contains(part, StringComparer.OrdinalIgnoreCase))));

    [Fact]
    public void EveryProject_HasAReadme() => Assert.All(
        Arrows.Keys, project => Assert.True(File.Exists(Path.Combine(Repository.Root, "src", project, "README.md")), $"src/{project} has no README.md."));

    // A file is one idea; beyond this it is several.
    [Fact]
    public void Files_StayReadable() => Assert.Empty(
        Repository.Files("src", "*.cs").Where(file => File.ReadLines(Path.Combine(Repository.Root, file)).Count() > 600));

    // Floating point loses cents. The demo bank's price paths may not use it either; how well a name fits a query is no money.
    [Fact]
    public void Money_IsNeverFloatingPoint() => Assert.Empty(
        Repository.Files("src", "*.cs").Where(file => !file.StartsWith("src/Tributary.Core/Institutions/Search/", StringComparison.Ordinal)
            && File.ReadLines(Path.Combine(Repository.Root, file)).Any(line =>
                !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
                && line.Split(' ', '(', ')', '<', '>', '?', ',', ';').Any(word => word is "double" or "float"))));

    // A clock that is not passed in cannot be moved by a test.
    [Fact]
    public void Clock_IsAlwaysPassedIn() => Assert.Empty(
        Repository.Files("src", "*.cs").Where(file =>
            !file.StartsWith("src/Tributary.Cli/", StringComparison.Ordinal)
            && (Repository.Read(file).Contains("DateTime.Now", StringComparison.Ordinal)
                || Repository.Read(file).Contains("UtcNow", StringComparison.Ordinal) && !Repository.Read(file).Contains("GetUtcNow", StringComparison.Ordinal))));

    // A decision nobody can find is made again.
    [Fact]
    public void EveryDecision_IsListed()
    {
        var list = Repository.Read("docs/adr/README.md");

        Assert.All(
            Repository.Files("docs/adr", "0*.md"), file => Assert.Contains($"({Path.GetFileName(file)})", list, StringComparison.Ordinal));
    }

    [Fact]
    public void LinksBetweenDocuments_LeadSomewhere()
    {
        var documents = Directory.EnumerateFiles(Repository.Root, "*.md").Select(f => Path.GetFileName(f)!)
            .Concat(Repository.Files("docs", "*.md")).Concat(Repository.Files("src", "README.md")).Concat(Repository.Files("tests", "README.md"));

        var broken = from document in documents
                     from link in Links(Repository.Read(document))
                     let target = Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, link)
                     where !File.Exists(target) && !Directory.Exists(target)
                     select $"{document} -> {link}";

        Assert.Empty(broken);
    }

    private static IEnumerable<string> Links(string text)
    {
        for (var at = text.IndexOf("](", StringComparison.Ordinal); at >= 0; at = text.IndexOf("](", at + 2, StringComparison.Ordinal))
        {
            var end = text.IndexOf(')', at);
            if (end < 0)
                yield break;
            var link = text[(at + 2)..end].Split('#')[0];
            if (link.Length > 0 && !link.Contains("://", StringComparison.Ordinal))
                yield return link;
        }
    }
}
