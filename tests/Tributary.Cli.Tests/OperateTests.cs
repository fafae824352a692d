using System.Net;
using System.Net.Http.Headers;
using Tributary.Cli.Tests.Programs;

namespace Tributary.Cli.Tests;

/// <summary>Partners and operator tokens, with a server on the store and without: the same words, the same effect.</summary>
public sealed class OperateTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Partner_IsAddedListedAndDeleted(bool throughServer)
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        await using var server = throughServer ? await workspace.ServeAsync() : null;

        var added = await workspace.RunAsync("partner", "add", "Budget app", "--id", "budget");
        var taken = await workspace.RunAsync("partner", "add", "Other app", "--id", "budget");
        var listed = await workspace.RunAsync("partner", "list");
        var unlocked = await workspace.RunAsync("partner", "unlock", "budget");
        var unknown = await workspace.RunAsync("partner", "unlock", "nobody");
        var deleted = await workspace.RunAsync("partner", "delete", "budget");
        var gone = await workspace.RunAsync("partner", "delete", "budget");

        Assert.Matches("^Partner id      budget\nPartner secret  [A-Za-z0-9]{20}\nApp key         [0-9a-f]{32}\n$", added.Out);
        Assert.Equal(1, taken.ExitCode);
        Assert.Matches(@"(?m)^budget\s+Budget app\s+\d{4}-\d\d-\d\d\s+open$", listed.Out);
        Assert.Equal("Partner budget is open.\n", unlocked.Out);
        Assert.Equal("There is no such partner: nobody\n", unknown.Error);
        Assert.Equal(0, deleted.ExitCode);
        Assert.Equal(1, gone.ExitCode);
        Assert.Equal("There is no such partner: budget\n", gone.Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Token_IsCreatedListedAndRevoked(bool throughServer)
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        await using var server = throughServer ? await workspace.ServeAsync() : null;

        var created = await workspace.RunAsync("token", "create", "backup");
        var taken = await workspace.RunAsync("token", "create", "backup");
        var listed = await workspace.RunAsync("token", "list");
        Assert.Matches("^trb_[A-Za-z0-9]{36}\n$", created.Out);
        Assert.Equal(1, taken.ExitCode);
        Assert.Matches(@"(?m)^backup\s+\d{4}-\d\d-\d\d$", listed.Out);

        await using var later = throughServer ? null : await workspace.ServeAsync();
        var url = (server ?? later)!.Url;
        Assert.Equal(HttpStatusCode.OK, await CallAsync(url, created.Out.Trim()));
        Assert.Equal(0, (await workspace.RunAsync("token", "revoke", "backup")).ExitCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(url, created.Out.Trim()));
        Assert.Equal("There is no such operator token: backup\n", (await workspace.RunAsync("token", "revoke", "backup")).Error);
    }

    private static async Task<HttpStatusCode> CallAsync(Uri url, string token)
    {
        using var http = new HttpClient { BaseAddress = url };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.GetAsync(new Uri("tributary/v1/version", UriKind.Relative));
        return response.StatusCode;
    }
}
