using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Tributary.Core.Institutions;

namespace Tributary.Server.Tests.TributaryApi;

/// <summary>The directory by the server's own API: all of it at once, searched, one of it, and lists taken in.</summary>
public sealed class InstitutionDirectoryTests
{
    private const string Institutions = "/tributary/v1/institutions";

    private static readonly int All = 3 + ShippedInstitutions.Read().Count;

    [Fact]
    public async Task WholeList_IsTheSameInJsonAndXml_CompressedAndNot()
    {
        await using var server = await TestServer.StartAsync();

        var json = (await server.Operator.GetFromJsonAsync<JsonElement>(Institutions)).GetProperty("institutions").EnumerateArray().ToArray();
        var xml = XDocument.Parse(await GetTextAsync(server, "application/xml", gzip: false)).Root!;
        var zipped = JsonDocument.Parse(await GetTextAsync(server, "application/json", gzip: true)).RootElement;

        Assert.Equal(All, json.Length);
        Assert.Equal(All.ToString(), xml.Attribute("found")!.Value);
        Assert.Equal(json.Select(i => i.GetProperty("id").GetInt64().ToString()), xml.Elements("institution").Select(i => i.Element("id")!.Value));
        Assert.Equal(json.Select(i => i.GetRawText()), zipped.GetProperty("institutions").EnumerateArray().Select(i => i.GetRawText()));
        var source = json.Single(i => i.GetProperty("id").GetInt64() == 500003);
        Assert.Equal(("1st Source Bank", "071212128", false), (source.GetProperty("name").GetString(), source.GetProperty("ofx").GetProperty("fid").GetString(), source.GetProperty("isSupported").GetBoolean()));
        Assert.Equal(3, json.Count(i => i.GetProperty("isSupported").GetBoolean()));
    }

    [Fact]
    public async Task WholeList_IsNotSentToWhoHasIt_UntilAnImportChangesIt()
    {
        await using var server = await TestServer.StartAsync();
        using var first = await SendAsync(server, "application/json", gzip: true);
        using var xml = await SendAsync(server, "application/xml", gzip: true);
        var tag = first.Headers.ETag!;
        Assert.NotEqual(tag, xml.Headers.ETag);

        using var again = await SendAsync(server, "application/json", gzip: true, tag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Empty(await again.Content.ReadAsByteArrayAsync());

        await ImportAsync(server, "name\nBrand New Bank\n");
        using var changed = await SendAsync(server, "application/json", gzip: true, tag);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.NotEqual(tag, changed.Headers.ETag);
        Assert.Contains("Brand New Bank", await GetTextAsync(server, "application/json", gzip: true), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_PagesFromTheBestMatchOn()
    {
        await using var server = await TestServer.StartAsync();

        var found = await server.Operator.GetFromJsonAsync<JsonElement>($"{Institutions}?search=wells%20frago&limit=2");
        var rest = await server.Operator.GetFromJsonAsync<JsonElement>($"{Institutions}?search=wells%20frago&start=3&limit=50");

        var total = found.GetProperty("found").GetInt32();
        Assert.Equal("Wells Fargo", found.GetProperty("institutions")[0].GetProperty("name").GetString());
        Assert.Equal(2, found.GetProperty("institutions").GetArrayLength());
        Assert.Equal(total - 2, rest.GetProperty("institutions").GetArrayLength());
        using var refused = await server.Operator.GetAsync($"{Institutions}?search=x&start=0");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Vanished_IsNotListed_AndStillFoundByItsId_AlsoAfterARestart()
    {
        await using var server = await TestServer.StartAsync();
        await ImportAsync(server, "name,city\nOak Bank,Ashton\nElm Bank,Ashton\n");
        var oak = (await server.Operator.GetFromJsonAsync<JsonElement>($"{Institutions}?search=oak+bank+ashton")).GetProperty("institutions")[0].GetProperty("id").GetInt64();

        var report = await ImportAsync(server, "name,city\nElm Bank,Ashton\n");
        await server.StopAsync();
        await server.StartAgainAsync();

        Assert.Equal((0, 1, 1), (report.GetProperty("added").GetInt32(), report.GetProperty("unchanged").GetInt32(), report.GetProperty("vanished").GetInt32()));
        var one = await server.Operator.GetFromJsonAsync<JsonElement>($"{Institutions}/{oak}");
        Assert.Equal("Oak Bank", one.GetProperty("name").GetString());
        Assert.True(one.TryGetProperty("vanishedAt", out _));
        Assert.Equal(All + 1, (await server.Operator.GetFromJsonAsync<JsonElement>($"{Institutions}?search=*")).GetProperty("found").GetInt32());
        using var none = await server.Operator.GetAsync($"{Institutions}/1");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task FileWithAnError_IsRefusedWithItsPlace()
    {
        await using var server = await TestServer.StartAsync();
        using var file = new StringContent("name,aba\nOak Bank,12\n");

        using var response = await server.Operator.PostAsync($"{Institutions}/imports", file);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var report = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("institution-import.file-invalid", report.GetProperty("code").GetString());
        var problem = Assert.Single(report.GetProperty("problems").EnumerateArray());
        Assert.Equal((2, 10, "routing-number"), (problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32(), problem.GetProperty("code").GetString()));
    }

    private static async Task<JsonElement> ImportAsync(TestServer server, string csv)
    {
        using var file = new StringContent(csv);
        using var response = await server.Operator.PostAsync($"{Institutions}/imports", file);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<string> GetTextAsync(TestServer server, string accept, bool gzip)
    {
        using var response = await SendAsync(server, accept, gzip);
        Assert.Equal(accept, response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(gzip ? ["gzip"] : [], response.Content.Headers.ContentEncoding);
        await using var body = await response.Content.ReadAsStreamAsync();
        await using var plain = gzip ? new GZipStream(body, CompressionMode.Decompress) : body;
        using var text = new StreamReader(plain);
        return await text.ReadToEndAsync();
    }

    private static Task<HttpResponseMessage> SendAsync(TestServer server, string accept, bool gzip, EntityTagHeaderValue? known = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Institutions);
        request.Headers.Accept.ParseAdd(accept);
        if (gzip)
            request.Headers.AcceptEncoding.ParseAdd("gzip");
        if (known is not null)
            request.Headers.IfNoneMatch.Add(known);
        return server.Operator.SendAsync(request);
    }
}
