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
        var unasked = await workspace.RunAsync("partner", "delete", "budget");
        var kept = await workspace.RunAsync("partner", "list");
        var deleted = await workspace.RunAsync("partner", "delete", "budget", "--yes");
        var gone = await workspace.RunAsync("partner", "delete", "budget");

        Assert.Matches("^Partner id      budget\nPartner secret  [A-Za-z0-9]{20}\nApp key         [0-9a-f]{32}\n$", added.Out);
        Assert.Equal(1, taken.ExitCode);
        Assert.EndsWith("give another, or none and one is made up: the id budget\n", taken.Error, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^budget\s+Budget app\s+\d{4}-\d\d-\d\d\s+open$", listed.Out);
        Assert.Equal("Partner budget is open.\n", unlocked.Out);
        Assert.Equal("There is no such partner: nobody\n", unknown.Error);
        Assert.Equal(1, unasked.ExitCode);
        Assert.Equal(
            "Nothing was deleted: nobody is at the terminal to be asked. Say --yes to delete partner budget (Budget app) with all its customers and their data.\n",
            unasked.Error);
        Assert.Contains("Budget app", kept.Out, StringComparison.Ordinal);
        Assert.Equal(0, deleted.ExitCode);
        Assert.Equal(1, gone.ExitCode);
        Assert.Equal("There is no such partner: budget\n", gone.Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Partner_IsRegisteredWithTheValuesAProgramAlreadyHas_WhichAreNotShown(bool throughServer)
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        await using var server = throughServer ? await workspace.ServeAsync() : null;

        var added = await workspace.RunWithInputAsync(
            "sample-Secret-0042\napp-key-of-2014\n", "partner", "add", "--name", "Old app", "--id", "1445585709680", "--secret", "-", "--app-key", "-");
        Assert.Equal("Partner id      1445585709680\nPartner secret  as given\nApp key         as given\n", added.Out);
        Assert.Equal("", added.Error);

        var locked = await workspace.RunAsync("partner", "lock", "1445585709680");
        Assert.Equal("Partner 1445585709680 is locked.\n", locked.Out);
        Assert.Matches(@"(?m)^1445585709680\s+Old app\s+\S+\s+locked$", (await workspace.RunAsync("partner", "list")).Out);
        Assert.Equal(0, (await workspace.RunAsync("partner", "unlock", "1445585709680")).ExitCode);

        await using var later = throughServer ? null : await workspace.ServeAsync();
        var url = (server ?? later)!.Url;
        Assert.Equal(HttpStatusCode.OK, await AuthenticateAsync(url, "app-key-of-2014", "sample-Secret-0042"));

        var rotated = await workspace.RunAsync("partner", "rotate", "1445585709680");
        Assert.Matches("^Partner id      1445585709680\nPartner secret  [A-Za-z0-9]{20}\n$", rotated.Out);
        var secret = rotated.Out.TrimEnd()[^20..];
        Assert.Equal(HttpStatusCode.Unauthorized, await AuthenticateAsync(url, "app-key-of-2014", "sample-Secret-0042"));
        Assert.Equal(HttpStatusCode.OK, await AuthenticateAsync(url, "app-key-of-2014", secret));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AppKey_IsReplacedByAGivenOne_UnlessAnotherPartnerHasIt(bool throughServer)
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();
        await using var server = throughServer ? await workspace.ServeAsync() : null;
        await workspace.RunAsync("partner", "add", "First app", "--id", "first", "--app-key", "key-of-first");
        await workspace.RunAsync("partner", "add", "Old app", "--id", "1445585709680");

        var added = await workspace.RunAsync("partner", "add", "Third app", "--app-key", "key-of-first");
        var rotated = await workspace.RunAsync("partner", "rotate", "1445585709680", "--app-key", "key-of-first");
        var both = await workspace.RunAsync("partner", "rotate", "1445585709680", "--app-key", "app-key-of-2015", "--new-app-key");
        var given = await workspace.RunWithInputAsync(
            "sample-Secret-0043\napp-key-of-2015\n", "partner", "rotate", "1445585709680", "--secret", "-", "--app-key", "-");

        const string Taken = "Another partner already has this id or app key; give another, or none and one is made up: the app key is that of partner first\n";
        Assert.Equal((1, Taken), (added.ExitCode, added.Error));
        Assert.Equal((1, Taken), (rotated.ExitCode, rotated.Error));
        Assert.StartsWith("Say --app-key VALUE or --new-app-key, not both.", both.Error, StringComparison.Ordinal);
        Assert.Equal("Partner id      1445585709680\nPartner secret  as given\nApp key         as given\n", given.Out);
        await using var later = throughServer ? null : await workspace.ServeAsync();
        Assert.Equal(HttpStatusCode.OK, await AuthenticateAsync((server ?? later)!.Url, "app-key-of-2015", "sample-Secret-0043"));
    }

    [Fact]
    public async Task Partner_WithoutANameOrWithoutTheSecretThatWasPromised_IsNotAdded()
    {
        using var workspace = new Workspace();
        await workspace.MakeStoreAsync();

        var nameless = await workspace.RunAsync("partner", "add", "--id", "nameless");
        var named = await workspace.RunAsync("partner", "add", "One", "--name", "Two");
        var blank = await workspace.RunAsync("partner", "add", "Blank", "--app-key", "");
        Assert.StartsWith("Say what to call the program: NAME, or --name NAME. See:", nameless.Error, StringComparison.Ordinal);
        Assert.StartsWith("Say NAME or --name NAME, not both. See:", named.Error, StringComparison.Ordinal);
        Assert.StartsWith("--app-key wants a value.", blank.Error, StringComparison.Ordinal);
        var silent = await workspace.RunWithInputAsync("", "partner", "add", "Silent", "--secret", "-");
        Assert.Equal("Nothing was given as the partner secret.\n", silent.Error);
        Assert.DoesNotContain("Silent", (await workspace.RunAsync("partner", "list")).Out, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> AuthenticateAsync(Uri server, string appKey, string secret)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/aggregation/v2/partners/authentication");
        request.Headers.Add("Finicity-App-Key", appKey);
        request.Content = new StringContent($$"""{"partnerId":"1445585709680","partnerSecret":"{{secret}}"}""");
        using var response = await http.SendAsync(request);
        return response.StatusCode;
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
