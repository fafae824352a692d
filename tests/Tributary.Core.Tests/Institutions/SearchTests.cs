using Tributary.Bench.Directories;
using Tributary.Core.Institutions;

namespace Tributary.Core.Tests.Institutions;

/// <summary>What a search of the directory finds, and in which order.</summary>
public sealed class SearchTests
{
    private static readonly DirectorySnapshot Directory = DirectorySnapshot.Build(
        [Named(1, "FinBank", demo: true), Named(2, "FinBank Profiles - A", demo: true)],
        [
            Named(10, "Wells Fargo Bank", "San Francisco", "CA", "https://www.wellsfargo.com/", "121000248"),
            Named(11, "Bank of America", "Charlotte", "NC", "https://www.bankofamerica.com", "026009593"),
            Named(12, "First Natl Bank & Trust of Omaha", "Omaha", "NE", null, "104000016", "104000029"),
            Named(13, "Navy FCU", "Vienna", "VA", "navyfederal.org", "256074974"),
            Named(14, "Caisse Desjardins", "Lévis", "QC"),
            Named(15, "U.S. Bank", "Minneapolis", "MN"),
            Named(16, "Chase", "Columbus", "OH"),
            Named(17, "Chase County Community Bank", "Imperial", "NE"),
            Named(18, "Farmers Bank", "Ashton", "IA"),
            Named(19, "Farmers Bank", "Clifton", "IA"),
            Named(20, "Łódź Społem Bank", "Chicago", "IL"),
            Named(21, "Gone Bank", "Nowhere", "KS") with { VanishedAt = DateTimeOffset.UnixEpoch },
            Named(22, "Hidden Files") with { IsListed = false },
            Named(23, "Zürcher Kantonalbank", "Zürich"),
            Named(24, "Itaú Unibanco", "São Paulo"),
            Named(25, "Žilinská Spořitelna", "Plzeň"),
            Named(26, "Ｍｉｚｕｈｏ Bank", "Tokyo"),
        ]);

    [Theory]
    [InlineData("fargo wells", "Wells Fargo Bank")]
    [InlineData("zurcher", "Zürcher Kantonalbank")]
    [InlineData("zurich kantonalbank", "Zürcher Kantonalbank")]
    [InlineData("lodz", "Łódź Społem Bank")]
    [InlineData("itau", "Itaú Unibanco")]
    [InlineData("sao paulo", "Itaú Unibanco")]
    [InlineData("zilinska plzen", "Žilinská Spořitelna")]
    [InlineData("mizuho", "Ｍｉｚｕｈｏ Bank")]
    [InlineData("Zu\u0308rich", "Zürcher Kantonalbank")]
    [InlineData("WELLS FAR", "Wells Fargo Bank")]
    [InlineData("wels fargo", "Wells Fargo Bank")]
    [InlineData("wells fagro", "Wells Fargo Bank")]
    [InlineData("wellsfargo", "Wells Fargo Bank")]
    [InlineData("wellsfargo.com", "Wells Fargo Bank")]
    [InlineData("https://online.wellsfargo.com/das/login?x=1", "Wells Fargo Bank")]
    [InlineData("121000248", "Wells Fargo Bank")]
    [InlineData("wells san francisco", "Wells Fargo Bank")]
    [InlineData("BoA", "Bank of America")]
    [InlineData("bnak of amercia", "Bank of America")]
    [InlineData("first national omaha", "First Natl Bank & Trust of Omaha")]
    [InlineData("1st natl bk & tr", "First Natl Bank & Trust of Omaha")]
    [InlineData("104000029", "First Natl Bank & Trust of Omaha")]
    [InlineData("1040000", "First Natl Bank & Trust of Omaha")]
    [InlineData("navy federal credit union", "Navy FCU")]
    [InlineData("nfcu", "Navy FCU")]
    [InlineData("caisse levis", "Caisse Desjardins")]
    [InlineData("CAISSE LÉVIS", "Caisse Desjardins")]
    [InlineData("lodz spolem", "Łódź Społem Bank")]
    [InlineData("us bank", "U.S. Bank")]
    [InlineData("u s bank minnesota", "U.S. Bank")]
    [InlineData("chase bank", "Chase")]
    [InlineData("chase nebraska", "Chase County Community Bank")]
    [InlineData("wells fargo checking", "Wells Fargo Bank")]
    [InlineData("finb*", "FinBank")]
    public void WhatIsMeant_ComesFirst(string text, string name) =>
        Assert.Equal(name, Directory.Search(text, onlySupported: false, 0, 5).Items[0].Name);

    [Theory]
    [InlineData("gone")]
    [InlineData("hidden files")]
    [InlineData("zzyzx quux")]
    [InlineData("%_'\"\\")]
    [InlineData("🏦")]
    [InlineData("\ud800\0\u0001")]
    public void WhatIsNotThere_IsNotFound(string text)
    {
        var found = Directory.Search(text, onlySupported: false, 0, 5);

        Assert.Empty(found.Items);
        Assert.Equal(0, found.Total);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("*")]
    public void NoText_ListsAllByName(string? text)
    {
        var all = Directory.Search(text, onlySupported: false, 0, 100);

        Assert.Equal(17, all.Total);
        Assert.Equal(all.Items.Select(i => i.Name).Order(StringComparer.OrdinalIgnoreCase), all.Items.Select(i => i.Name));
        Assert.Equal([18, 19], all.Items.Where(i => i.Name == "Farmers Bank").Select(i => i.Id.Value));
        Assert.Equal(2, Directory.Search(text, onlySupported: true, 0, 100).Total);
    }

    [Fact]
    public void Pages_PutTogether_AreTheWholeAnswer()
    {
        var directory = DirectorySnapshot.Build([], GeneratedInstitutions.Make(3000));
        foreach (var text in new[] { "bank", "first national", "spring", "credt union", "*" })
        {
            var whole = directory.Search(text, onlySupported: false, 0, 3000);
            var pages = Enumerable.Range(0, (whole.Total / 70) + 1).SelectMany(page => directory.Search(text, onlySupported: false, page * 70, 70).Items);

            Assert.True(whole.Total > 20, text);
            Assert.Equal(whole.Total, whole.Items.Count);
            Assert.Equal(whole.Items.Select(i => i.Id), pages.Select(i => i.Id));
        }
    }

    [Fact]
    public void Institution_ComesBackAsItWasPutIn()
    {
        var full = new Institution
        {
            Id = new InstitutionId(9007199254740991),
            Name = "Bänk – “quoted” 🏦",
            AccountTypeDescription = "Investments",
            HomeUrl = "https://example.com",
            LogonUrl = "https://example.com/logon",
            Phone = "1-800-555-0100",
            Email = "a@example.com",
            SpecialText = new string('x', 300),
            Currency = Money.Currency.Parse("CAD"),
            Address = new PostalAddress { Line1 = "1", Line2 = "2", City = "C", State = "S", PostalCode = "P", Country = "N" },
            RoutingNumbers = ["021000021", "121000248"],
            Ofx = new OfxService { Url = "https://ofx", Org = "O", Fid = "F", BrokerId = "B", BankId = "K", Version = "102" },
            VanishedAt = DateTimeOffset.UnixEpoch.AddTicks(1),
        };

        var found = DirectorySnapshot.Build([], [full]).Find(full.Id)!;

        Assert.Equal(full.RoutingNumbers, found.RoutingNumbers);
        Assert.Equal(full with { RoutingNumbers = [] }, found with { RoutingNumbers = [] });
    }

    [Fact]
    public void HostileQueries_CostNoMoreThanWhatIsReadOfThem()
    {
        var directory = DirectorySnapshot.Build([], GeneratedInstitutions.Make(2000));
        string[] hostile =
        [
            new string('a', 10_000),
            string.Join(' ', Enumerable.Range(0, 1000).Select(i => $"word{i}")),
            string.Join(' ', Enumerable.Repeat("bank", 1000)),
            string.Join(' ', Enumerable.Range(0, 5000).Select(i => (char)('a' + (i % 26)))),
            new string('*', 10_000),
            new string('\u0301', 10_000),
            string.Concat(Enumerable.Repeat("ﷺ", 5000)),
            string.Join('.', Enumerable.Repeat("com", 3000)),
            "http://" + new string('x', 5000) + ".com",
        ];
        foreach (var text in hostile)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            directory.Search(text, onlySupported: false, 0, 25);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.True(allocated < 2_000_000, $"{text[..20]}… took {allocated} bytes.");
        }
    }

    private static Institution Named(long id, string name, string? city = null, string? state = null, string? url = null, params string[] routings) => new()
    {
        Id = new InstitutionId(id),
        Name = name,
        HomeUrl = url,
        Address = new PostalAddress { City = city, State = state },
        RoutingNumbers = routings,
    };

    private static Institution Named(long id, string name, bool demo) => new() { Id = new InstitutionId(id), Name = name, IsDemo = demo };
}
