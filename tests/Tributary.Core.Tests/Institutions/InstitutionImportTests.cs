using System.Text;
using Tributary.Core.Errors;
using Tributary.Core.Institutions;
using Tributary.Core.Institutions.Importing;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Institutions;

/// <summary>Lists of institutions come in whole or not at all, and ids stay with what they were given to.</summary>
public sealed class InstitutionImportTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private FaultyStore _store = null!;
    private InstitutionDirectory _directory = null!;
    private InstitutionImporter _importer = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(TestDatabase.Sqlite);
        _store = new FaultyStore(_database.Store);
        _directory = new InstitutionDirectory([], _store, []);
        _importer = new InstitutionImporter(_store, _directory, new AdjustableClock());
    }

    public async ValueTask DisposeAsync()
    {
        _importer.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Csv_TellsWhatWasAddedChangedUnchangedAndVanished_AndIdsStay()
    {
        var first = await ImportAsync("name,city,state,url\nOak Bank,Ashton,IA,oak.com\nElm Bank,Ashton,IA,\nFir Bank,Ashton,IA,\n");
        var elm = await OnlyAsync("elm");
        var fir = await OnlyAsync("fir bank");

        var second = await ImportAsync("\uFEFFCity,NAME,State,Website,\r\nAshton,\"Oak  Bank\",IA,oak.com,\r\nAshton,Elm Bank,IA,\"https://elm.com/?a=\"\"b\"\",c\",\r\nAshton,\"Ash, Bank\",IA,,\r\n");

        Assert.Equal((3, 0, 0, 0), Counts(first));
        Assert.Equal((1, 1, 1, 1), Counts(second));
        Assert.Equal("column-unknown", Assert.Single(second.Problems).Code);
        Assert.Equal(elm.Id, (await OnlyAsync("elm")).Id);
        Assert.Equal("https://elm.com/?a=\"b\",c", (await OnlyAsync("elm")).HomeUrl);
        Assert.Equal("Ash, Bank", (await _directory.SearchAsync("ash bank", 0, 9)).Items[0].Name);
        Assert.Empty((await _directory.SearchAsync("fir bank", 0, 9)).Items.Where(i => i.Name == "Fir Bank"));
        Assert.NotNull((await _directory.GetSnapshotAsync()).Find(fir.Id)!.VanishedAt);

        var third = await ImportAsync("name,city,state\nFir Bank,Ashton,IA\nOak Bank,Ashton,IA\nElm Bank,Ashton,IA\nAsh Bank,Ashton,IA\n");

        Assert.Equal((0, 4, 0, 0), Counts(third));
        var back = await OnlyAsync("fir");
        Assert.Equal(fir.Id, back.Id);
        Assert.Null(back.VanishedAt);
    }

    [Fact]
    public async Task Key_HoldsThroughANewName()
    {
        await ImportAsync("key,name\n7,Old Name Bank\n");
        var before = await OnlyAsync("old name");
        await ImportAsync("ID,name\n7,Brand New Bank\n");

        Assert.Equal(before.Id, (await OnlyAsync("brand new")).Id);
        Assert.Equal(1, (await _directory.SearchAsync("*", 0, 9)).Total);
    }

    [Fact]
    public async Task OneSource_LeavesAnotherAlone()
    {
        await ImportAsync("name\nOak Bank\n", source: "mine");
        await ImportAsync("name\nElm Bank\n");

        Assert.Equal(["Elm Bank", "Oak Bank"], (await _directory.SearchAsync("*", 0, 9)).Items.Select(i => i.Name));
    }

    [Theory]
    [InlineData("name,city\nOak Bank\n,Ashton\n", 3, 1, "name-missing")]
    [InlineData("title\nOak Bank\n", 1, 1, "name-missing")]
    [InlineData("name,aba\nOak Bank,02100002\n", 2, 10, "routing-number")]
    [InlineData("name\n\"Oak\nBank", 2, 1, "quote-open")]
    [InlineData("name,city\n\"Oak\"Bank,Ashton\n", 2, 6, "quote-inside")]
    [InlineData("name\nOak Bank,Ashton\n", 2, 10, "too-many-cells")]
    [InlineData("key,name\n1,Oak Bank\n1,Elm Bank\n", 3, 1, "key-twice")]
    [InlineData("name,name\nOak Bank,Elm\n", 1, 6, "column-twice")]
    [InlineData("", 1, 1, "empty")]
    [InlineData("name\n", 1, 1, "empty")]
    public async Task FileWithAnError_ChangesNothing_AndSaysWhere(string csv, int line, int column, string code)
    {
        await ImportAsync("name\nKept Bank\n");

        var report = await ImportAsync(csv);

        Assert.False(report.IsDone);
        Assert.Contains(report.Problems, problem => problem is { IsError: true } && (problem.Line, problem.Column, problem.Code) == (line, column, code));
        Assert.Equal("Kept Bank", Assert.Single((await _directory.SearchAsync("*", 0, 9)).Items).Name);
    }

    [Fact]
    public async Task FileThatIsNotUtf8_IsRefusedWithItsLine()
    {
        var report = await _importer.ImportAsync(new MemoryStream([.. "name\nOak\n"u8, 0xC9, (byte)'\n']), null, null, TestContext.Current.CancellationToken);

        Assert.Equal((3, "encoding"), Assert.Single(report.Problems.Select(problem => (problem.Line, problem.Code))));
    }

    [Fact]
    public async Task FedAch_IsKnownByItsContent_AndPutsRoutingNumbersOfOneNameAndCityTogether()
    {
        var report = await ImportAsync(
            Participant("026009593", "BANK OF AMERICA, N.A.", "RICHMOND", "VA") + "\r\n"
            + Participant("051000017", "BANK OF AMERICA, N.A.", "RICHMOND", "VA") + "\r\n"
            + Participant("021000021", "JPMORGAN CHASE", "TAMPA", "FL") + "\r\n");

        Assert.Equal(("FedACH", "fedach", 2), (report.Format, report.Source, report.Added));
        var found = await OnlyAsync("051000017");
        Assert.Equal(["026009593", "051000017"], found.RoutingNumbers);
        Assert.Equal(("BANK OF AMERICA, N.A.", "804-555-1212", "12345-6789"), (found.Name, found.Phone, found.Address.PostalCode));
        Assert.Equal(("8001 VILLA PARK DRIVE", "RICHMOND", "VA"), (found.Address.Line1, found.Address.City, found.Address.State));
    }

    [Fact]
    public async Task FedAchLineOfAnotherLength_IsToldByItsNumber()
    {
        var line = Participant("026009593", "BANK OF AMERICA, N.A.", "RICHMOND", "VA");

        var report = await ImportAsync($"{line}\n{line[..^3]}\n{line}x\n");

        Assert.Equal([(2, "line-length"), (3, "line-length")], report.Problems.Select(problem => (problem.Line, problem.Code)));
        Assert.Equal(0, (await _directory.SearchAsync("*", 0, 9)).Total);
    }

    [Fact]
    public async Task SecondImport_IsRefusedWhileOneIsUnderWay()
    {
        var gate = new GatedStream();
        var first = _importer.ImportAsync(gate, null, null, TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<TributaryException>(() => ImportAsync("name\nOak Bank\n"));
        gate.Open();
        await first;

        Assert.Equal(ErrorCatalogue.InstitutionImportRunning, refusal.Error);
        Assert.Equal(1, (await ImportAsync("name\nOak Bank\n")).Added);
    }

    [Fact]
    public async Task CancelledImport_ChangesNothing_AndLetsTheNextOneIn()
    {
        var cancelled = new CancellationTokenSource();
        var gate = new GatedStream();
        var running = _importer.ImportAsync(gate, null, null, cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Equal(0, (await _directory.SearchAsync("*", 0, 9)).Total);
        Assert.Equal(1, (await ImportAsync("name\nOak Bank\n")).Added);
    }

    [Fact]
    public async Task SearchBesideImports_SeesOneListOrTheOther()
    {
        string List(string word) => "name\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"{word} Bank {i:000}\n"));
        await ImportAsync(List("Oak"));
        using var stop = new CancellationTokenSource();
        var searching = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                var names = (await _directory.SearchAsync("*", 0, 1000)).Items.Select(i => i.Name[..3]).Distinct().ToArray();
                Assert.Single(names);
            }
        });
        foreach (var word in new[] { "Elm", "Oak", "Elm" })
            await ImportAsync(List(word));
        await stop.CancelAsync();
        await searching;
    }

    [Fact]
    public async Task DirectoryReadFromTheStore_IsTheImportedOne()
    {
        await ImportAsync("name,ofx_url,ofx_org,ofx_fid,routing numbers\nOak Bank,https://ofx.oak.com,OAK,7,021000021;026009593\n");

        var anew = await new InstitutionDirectory([], _store, []).SearchAsync("oak", 0, 9);

        var oak = Assert.Single(anew.Items);
        Assert.Equal(new OfxService { Url = "https://ofx.oak.com", Org = "OAK", Fid = "7" }, oak.Ofx);
        Assert.Equal(["021000021", "026009593"], oak.RoutingNumbers);
    }

    [Fact]
    public void ShippedInstitutions_HaveIdsOfTheirOwnRange_AndAnOfxService()
    {
        var shipped = ShippedInstitutions.Read();

        Assert.Equal(shipped.Count, shipped.Select(i => i.Id).Distinct().Count());
        Assert.All(shipped, i => Assert.InRange(i.Id.Value, 500_001, 599_999));
        Assert.All(shipped, i => Assert.True(Uri.TryCreate(i.Ofx?.Url, UriKind.Absolute, out _), i.Name));
        Assert.Equal("1st Source Bank", shipped.Single(i => i.Id.Value == 500_003).Name);
    }

    private async Task<InstitutionImportReport> ImportAsync(string file, string? source = null)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(file));
        return await _importer.ImportAsync(content, null, source, TestContext.Current.CancellationToken);
    }

    private async Task<Institution> OnlyAsync(string text) => Assert.Single((await _directory.SearchAsync(text, 0, 9)).Items);

    private static (int Added, int Changed, int Unchanged, int Vanished) Counts(InstitutionImportReport report) =>
        (report.Added, report.Changed, report.Unchanged, report.Vanished);

    private static string Participant(string routing, string name, string city, string state) =>
        $"{routing}O0110000151" + "031512" + "000000000" + name.PadRight(36) + "8001 VILLA PARK DRIVE".PadRight(36) + city.PadRight(20) + state
        + "12345" + "6789" + "8045551212" + "11" + "     ";

    /// <summary>A file that comes when the test says so.</summary>
    private sealed class GatedStream : MemoryStream
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public GatedStream()
            : base("name\nGated Bank\n"u8.ToArray())
        {
        }

        public void Open() => _open.SetResult();

        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await _open.Task.WaitAsync(cancellationToken);
            await base.CopyToAsync(destination, bufferSize, cancellationToken);
        }
    }
}
