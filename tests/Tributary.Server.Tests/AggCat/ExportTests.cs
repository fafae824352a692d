using System.IO.Compression;
using System.Net;
using System.Xml.Linq;
using Tributary.TestKit.AggCat;

namespace Tributary.Server.Tests.AggCat;

/// <summary>Batch files: what changed among all customers, listed, fetched in pieces, deleted (AggCat, 3, operations 15 to 17).</summary>
public sealed class ExportTests
{
    private const string Batch = "batch-0001";
    private const string CcBank = "/institutions/100000/logins";

    [Fact]
    public async Task ADaysFile_HoldsWhatChanged_AndTheNextOneWhatChangedSince()
    {
        await using var server = await AggCatServer.StartAsync(batchId: Batch);
        var first = await AddAsync(server, "anna & co");
        await AddAsync(server, "bert");
        var batch = await server.Program().SignOnAsync(Batch);

        var file = Assert.Single(await ListAsync(batch));
        Assert.Single(await ListAsync(batch));
        var content = XDocument.Parse(await FetchAsync(server, batch, file.Name));

        Assert.Equal(["anna & co", "bert"], content.Root!.Elements().Select(customer => customer.Attribute("id")!.Value));
        var anna = content.Root.Elements().First();
        var accounts = anna.Elements().Single(e => e.Name.LocalName == "AccountList");
        AggCatSchema.Validate(accounts.ToString());
        Assert.Equal(10, accounts.Elements().Count());
        var transactions = anna.Elements().Where(e => e.Name.LocalName == "Transactions").ToList();
        Assert.Equal(10, transactions.Count);
        foreach (var list in transactions)
            AggCatSchema.Validate(list.Elements().Single().ToString());
        Assert.Equal(await TransactionIdsAsync(first), Ids(transactions));

        server.Test.Clock.Advance(TimeSpan.FromDays(1));
        await batch.SignOnAsync(Batch);
        Assert.Single(await ListAsync(batch));
        await AddAsync(server, "carl");
        var files = await ListAsync(batch);
        Assert.Equal(2, files.Count);
        var second = XDocument.Parse(await FetchAsync(server, batch, files[1].Name));
        Assert.Equal(["carl"], second.Root!.Elements().Select(customer => customer.Attribute("id")!.Value));
    }

    [Fact]
    public async Task AFile_ComesInPieces_InBothSpellingsOfARange_AndIsTheSame()
    {
        await using var server = await AggCatServer.StartAsync(batchId: Batch);
        await AddAsync(server, "anna");
        await AddAsync(server, "bert");
        var batch = await server.Program("/v1").SignOnAsync(Batch);
        var (name, size) = Assert.Single(await ListAsync(batch));
        using var whole = await SendAsync(server, batch, name, null);
        Assert.Equal((HttpStatusCode.OK, size, "application/octet-stream"), (whole.StatusCode, whole.Content.Headers.ContentLength, whole.Content.Headers.ContentType!.ToString()));
        var bytes = await whole.Content.ReadAsByteArrayAsync();

        var pieces = new List<byte>();
        foreach (var (from, to) in new[] { (0, 9), (10, 10), (11, bytes.Length / 2), ((bytes.Length / 2) + 1, bytes.Length + 1000) })
        {
            using var piece = await SendAsync(server, batch, name, pieces.Count % 2 == 0 ? $"{from}-{to}" : $"bytes={from}-{to}");
            Assert.Equal(HttpStatusCode.PartialContent, piece.StatusCode);
            Assert.Equal($"bytes {from}-{Math.Min(to, bytes.Length - 1)}/{bytes.Length}", piece.Content.Headers.ContentRange!.ToString());
            pieces.AddRange(await piece.Content.ReadAsByteArrayAsync());
        }

        Assert.Equal(bytes, pieces);
        using var outside = await SendAsync(server, batch, name, $"{bytes.Length}-");
        Assert.Equal((HttpStatusCode.RequestedRangeNotSatisfiable, $"bytes */{bytes.Length}"), (outside.StatusCode, outside.Content.Headers.ContentRange!.ToString()));
    }

    [Fact]
    public async Task ADeletedFile_LeavesTheList_AndIsNotMadeAgain()
    {
        await using var server = await AggCatServer.StartAsync(batchId: Batch);
        await AddAsync(server, "anna");
        var batch = await server.Program().SignOnAsync(Batch);
        var (name, _) = Assert.Single(await ListAsync(batch));

        var deleted = await batch.DeleteAsync("/export/files/" + name);

        Assert.Equal((HttpStatusCode.OK, "", null), (deleted.Status, deleted.Text, deleted.ContentHeaders.ContentType));
        Assert.Empty(await ListAsync(batch));
        LoginTests.AssertStatus(await batch.GetAsync("/export/files/" + name), HttpStatusCode.NotFound, "api.resource.notfound");
        LoginTests.AssertStatus(await batch.DeleteAsync("/export/files/" + name), HttpStatusCode.NotFound, "api.resource.notfound");
    }

    [Fact]
    public async Task WhoIsDeleted_IsGoneFromTheFilesToo_AndTheRestStillReads()
    {
        await using var server = await AggCatServer.StartAsync(batchId: Batch);
        var anna = await AddAsync(server, "anna");
        await AddAsync(server, "bert");
        var batch = await server.Program().SignOnAsync(Batch);
        var (name, size) = Assert.Single(await ListAsync(batch));

        await anna.DeleteAsync("/customers");

        var less = Assert.Single(await ListAsync(batch));
        Assert.True(less.Size < size, "The file is as long as before.");
        Assert.Equal(["bert"], XDocument.Parse(await FetchAsync(server, batch, name)).Root!.Elements().Select(customer => customer.Attribute("id")!.Value));
    }

    [Fact]
    public async Task WithoutABatch_OrInAnothersName_NothingIsTold()
    {
        await using var with = await AggCatServer.StartAsync(batchId: Batch);
        await using var without = await AggCatServer.StartAsync();
        foreach (var program in new[] { await with.Program().SignOnAsync("anna"), await without.Program().SignOnAsync(Batch) })
        {
            foreach (var path in new[] { "/export/files", "/export/files/20260302.xml.gz" })
                LoginTests.AssertStatus(await program.GetAsync(path), HttpStatusCode.Forbidden, "api.request.forbidden");
        }

        var batch = await with.Program().SignOnAsync(Batch);
        Assert.Empty(await ListAsync(batch));
        Assert.Equal(HttpStatusCode.NotFound, (await batch.GetAsync("/export/files/..%2f..%2fmaster.key")).Status);
    }

    private static async Task<AggCatProgram> AddAsync(AggCatServer server, string customer)
    {
        var program = await server.Program().SignOnAsync(customer.Replace("&", "&amp;", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Created, (await program.PostAsync(CcBank, LoginTests.Credentials("direct", "anything"))).Status);
        return program;
    }

    private static async Task<List<(string Name, long Size)>> ListAsync(AggCatProgram batch) =>
        [.. XDocument.Parse((await batch.GetAsync("/export/files")).Text).Root!.Elements().Select(file =>
            (LoginTests.Value(file, "name"), long.Parse(LoginTests.Value(file, "size"), System.Globalization.CultureInfo.InvariantCulture)))];

    private static async Task<string> FetchAsync(AggCatServer server, AggCatProgram batch, string name)
    {
        using var response = await SendAsync(server, batch, name, null);
        await using var gzip = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return await reader.ReadToEndAsync();
    }

    private static Task<HttpResponseMessage> SendAsync(AggCatServer server, AggCatProgram batch, string name, string? range)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{batch.Mount}/export/files/{name}");
        request.Headers.TryAddWithoutValidation("Authorization", batch.Authorization(HttpMethod.Get, new Uri(server.Test.Http.BaseAddress!, request.RequestUri!)));
        if (range is not null)
            request.Headers.TryAddWithoutValidation("Range", range);
        return server.Test.Http.SendAsync(request);
    }

    private static async Task<List<string>> TransactionIdsAsync(AggCatProgram program)
    {
        var ids = new List<string>();
        foreach (var account in XDocument.Parse((await program.GetAsync("/accounts")).Text).Root!.Elements())
        {
            var list = await program.GetAsync($"/accounts/{LoginTests.Value(account, "accountId")}/transactions?txnStartDate=2000-01-01&txnEndDate=2100-01-01");
            ids.AddRange(Ids([XDocument.Parse(list.Text).Root!]));
        }

        return [.. ids.Order(StringComparer.Ordinal)];
    }

    private static List<string> Ids(IEnumerable<XElement> lists) =>
        [.. lists.Descendants().Where(element => element.Name.LocalName == "id").Select(id => id.Value).Order(StringComparer.Ordinal)];
}
