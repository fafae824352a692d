using System.Net;

namespace Tributary.Server.Tests.OpenApi;

/// <summary>What the page <c>/docs</c> is allowed and what it is made of; how it behaves is tested in a browser.</summary>
public sealed class DocsPagePolicyTests
{
    private static readonly string[] Files = ["/docs", "/docs/docs.css", "/docs/docs.js"];

    [Fact]
    public async Task EveryFile_ComesUnderAPolicyThatLetsNothingElseIn()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var file in Files)
        {
            using var response = await server.Http.GetAsync(file);

            var policy = response.EnsureSuccessStatusCode().Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
            Assert.Contains("form-action 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        }
    }

    [Fact]
    public async Task ThePage_RefersToThisServerAlone_AndItsScriptKeepsNothing()
    {
        await using var server = await TestServer.StartAsync();
        var page = await server.Http.GetStringAsync(Files[0]);
        var script = await server.Http.GetStringAsync(Files[2]);

        foreach (var reference in page.Split(["src=\"", "href=\""], StringSplitOptions.None).Skip(1))
            Assert.True(reference[0] is '/' or '#' || reference.StartsWith("data:image/", StringComparison.Ordinal), reference);
        Assert.DoesNotContain("//", page.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.All(
            new[] { "localStorage", "sessionStorage", "indexedDB", "document.cookie", "innerHTML", "eval(", "http:", "https:" },
            word => Assert.DoesNotContain(word, script, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AFileThatIsKnown_IsNotSentAgain()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var file in Files)
        {
            using var first = await server.Http.GetAsync(file);
            using var again = new HttpRequestMessage(HttpMethod.Get, file);
            again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
            using var second = await server.Http.SendAsync(again);

            Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
            using var head = await server.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, file));
            Assert.Equal(HttpStatusCode.OK, head.StatusCode);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task TheFrontPage_LeadsThere()
    {
        await using var server = await TestServer.StartAsync();

        Assert.Contains("/docs", await server.Http.GetStringAsync("/"), StringComparison.Ordinal);
    }
}
