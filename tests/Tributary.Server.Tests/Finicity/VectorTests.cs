using System.Text.Json;
using System.Xml.Linq;
using Tributary.Server.Tests.Finicity.TxPush;

namespace Tributary.Server.Tests.Finicity;

/// <summary>Every exchange under <c>tests/vectors/finicity</c>, played against the server.</summary>
public sealed class VectorTests(FinicityServer fixture) : IClassFixture<FinicityServer>
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "tests", "vectors", "finicity");

    public static TheoryData<string> Names => [.. NamesOf(isEvent: false)];

    public static TheoryData<string> Events => [.. NamesOf(isEvent: true)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Exchange_IsAnsweredAsWritten(string name)
    {
        var meta = ReadMeta(name);
        using var caller = await fixture.CallerAsync();
        await using var listener = await Listener.StartAsync();
        var (values, session) = await PrepareAsync(caller, meta["before"], listener);
        caller.Accept = meta["accept"];
        var line = meta["request"].Split(' ', 2);

        var reply = await caller.SendAsync(
            new HttpMethod(line[0]), Fill(line[1], values), Fill(Read(name, "request"), values), meta.ContainsKey("session") ? session : null);

        reply.Is(int.Parse(meta["status"], null));
        Compare(Fill(Read(name, "response"), values)?.Trim(), meta.GetValueOrDefault("match"), reply);
        if (meta["status"] == "203")
            Assert.NotNull(reply.MfaSession);
    }

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Event_IsToldAsWritten(string name)
    {
        var meta = ReadMeta(name);
        using var caller = await fixture.CallerAsync();
        await using var listener = await Listener.StartAsync();
        var (values, _) = await PrepareAsync(caller, meta["before"], listener);
        caller.Accept = meta["accept"];
        (await caller.TrySubscribeAsync(values["customer"], values["account"], listener.Url)).Is(201);

        (await caller.PostAsync(
            $"v1/customers/{values["customer"]}/accounts/{values["account"]}/transactions",
            """{"amount":-4.25,"description":"a test purchase","transactionDate":1772400000}""")).Is(201);

        var expected = Fill(Read(name, "response"), values)!;
        var told = await listener.UntilToldAsync(2);
        Assert.All(told, one => Assert.Equal(meta["accept"], one.ContentType));
        if (meta["accept"] == "application/xml")
            Compare(XDocument.Parse(expected).Root!, told.Single(one => one.Xml.Element("class")!.Value == meta["event"]).Xml, meta["match"]);
        else
            Compare(
                JsonDocument.Parse(expected).RootElement, JsonDocument.Parse(told.Single(one => one.Class == meta["event"]).Body).RootElement, meta["match"], "$");
    }

    private static IEnumerable<string> NamesOf(bool isEvent) => Directory.GetFiles(Folder, "*.meta")
        .Select(file => Path.GetFileNameWithoutExtension(file)).Where(name => ReadMeta(name).ContainsKey("event") == isEvent).Order(StringComparer.Ordinal);

    private static Dictionary<string, string> ReadMeta(string name) => File.ReadAllLines(Path.Combine(Folder, $"{name}.meta"))
        .Select(line => line.Split(": ", 2)).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private async Task<(Dictionary<string, string> Values, string Session)> PrepareAsync(
        FinicityCaller caller, string before, Listener listener)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["partnerId"] = caller.PartnerId,
            ["partnerSecret"] = fixture.Server.Sandbox.PartnerSecret.Reveal(),
            ["unique"] = Guid.NewGuid().ToString("N"),
            ["callback"] = listener.Url,
        };
        if (before is "household" or "subscribed")
        {
            var household = await caller.AddAllAsync();
            values["customer"] = household.Customer;
            values["login"] = $"{household.Login}";
            var checking = (await caller.GetAsync($"v1/customers/{household.Customer}/accounts")).Accounts.First(IsChecking);
            values["account"] = checking.GetProperty("id").GetString()!;
            if (before == "subscribed")
            {
                var subscribed = await caller.TrySubscribeAsync(household.Customer, values["account"], listener.Url);
                values["subscription"] = subscribed.Is(201).Json.GetProperty("subscriptions")[0].GetProperty("id").GetRawText();
            }
        }
        else if (before != "nothing")
        {
            values["customer"] = await caller.AddTestingCustomerAsync();
        }

        if (before == "discovered")
            values["pending"] = (await caller.TryDiscoverAsync(values["customer"])).Accounts.First(IsChecking).GetProperty("id").GetString()!;
        var session = before == "challenged" ? (await caller.TryAddAllAsync(values["customer"], "tfa_text")).Is(203).MfaSession! : "never-was";
        return (values, session);
    }

    private static bool IsChecking(JsonElement account) => account.GetProperty("type").GetString() == "checking";

    private static void Compare(string? expected, string? match, FinicityReply reply)
    {
        if (expected is null)
            reply.IsEmpty();
        else if (match == "text")
            Assert.Equal(expected, reply.Text[(reply.Text.IndexOf("?>", StringComparison.Ordinal) is var prolog and >= 0 ? prolog + 2 : 0)..]);
        else if (reply.ContentType == "application/xml")
            Compare(XDocument.Parse(expected).Root!, reply.Xml, match!);
        else
            Compare(JsonDocument.Parse(expected).RootElement, reply.Json, match!, "$");
    }

    private static void Compare(JsonElement expected, JsonElement actual, string match, string place)
    {
        var isSameType = expected.ValueKind == actual.ValueKind || (IsFlag(expected) && IsFlag(actual));
        Assert.True(isSameType, $"{place} is {actual.ValueKind}, not {expected.ValueKind}.");
        if (expected.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in expected.EnumerateArray())
                Compare(item, SameType(item, actual), match, $"{place}[]");
        }
        else if (expected.ValueKind == JsonValueKind.Object)
        {
            AssertNames(expected.EnumerateObject().Select(m => m.Name), actual.EnumerateObject().Select(m => m.Name), match, place);
            foreach (var member in expected.EnumerateObject())
                Compare(member.Value, actual.GetProperty(member.Name), match, $"{place}.{member.Name}");
        }
    }

    private static void Compare(XElement expected, XElement actual, string match)
    {
        Assert.Equal(expected.Name, actual.Name);
        AssertNames(AttributesOf(expected), AttributesOf(actual), match, expected.Name.LocalName);
        AssertNames(ElementsOf(expected), ElementsOf(actual), match, expected.Name.LocalName);
        foreach (var child in expected.Elements())
        {
            var type = child.Element("type")?.Value;
            Compare(child, actual.Elements(child.Name).First(e => type is null || e.Element("type")?.Value == type), match);
        }
    }

    private static JsonElement SameType(JsonElement item, JsonElement list) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty("type", out var type)
            ? list.EnumerateArray().First(other => other.GetProperty("type").GetString() == type.GetString())
            : list[0];

    private static void AssertNames(IEnumerable<string> expected, IEnumerable<string> actual, string match, string place)
    {
        var (wanted, got) = (expected.ToArray(), actual.ToArray());
        Assert.True(wanted.Except(got).ToArray() is [], $"{place} lacks {string.Join(' ', wanted.Except(got))}.");
        if (match == "exactly")
            Assert.True(got.Except(wanted).ToArray() is [], $"{place} has {string.Join(' ', got.Except(wanted))} besides.");
    }

    private static IEnumerable<string> AttributesOf(XElement element) => element.Attributes().Select(attribute => attribute.Name.LocalName);

    private static IEnumerable<string> ElementsOf(XElement element) => element.Elements().Select(child => child.Name.LocalName).Distinct();

    private static bool IsFlag(JsonElement element) => element.ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static string? Read(string name, string part)
    {
        var file = Array.Find(new[] { "json", "xml" }, format => File.Exists(Path.Combine(Folder, $"{name}.{part}.{format}")));
        return file is null ? null : File.ReadAllText(Path.Combine(Folder, $"{name}.{part}.{file}"));
    }

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private static string? Fill(string? text, Dictionary<string, string> values) =>
        values.Aggregate(text, (filled, value) => filled?.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tributary.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("No repository above the tests.");
        return folder.FullName;
    }
}
