namespace Tributary.Cli.Tests.Programs;

/// <summary>What a person copies from the first start's screen.</summary>
internal sealed record FirstScreen(string PartnerId, string PartnerSecret, string AppKey, string CurlCommand)
{
    public IReadOnlyList<string> Secrets => [PartnerSecret, AppKey];

    public static FirstScreen Read(string text)
    {
        var lines = text.Split('\n').Select(line => line.Trim()).ToList();
        var command = lines.FindIndex(line => line.StartsWith("curl ", StringComparison.Ordinal));
        return new FirstScreen(Value("Partner id"), Value("Partner secret"), Value("App key"), string.Join('\n', lines.Skip(command).Take(4)));

        string Value(string label) => Assert.Single(lines, line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..].Trim();
    }
}
