using Tributary.Cli.Tests.Programs;

namespace Tributary.Cli.Tests;

public sealed class CategoriesTests
{
    [Fact]
    public async Task Explain_TellsPayeeCategoryPlaceAndRule()
    {
        using var workspace = new Workspace();

        var told = await workspace.RunAsync("categories", "explain", "POS PURCHASE 1234 STARBUCKS #123 SEATTLE WA 02/13", "--amount", "-4.50");

        Assert.Equal(0, told.ExitCode);
        Assert.Matches(@"(?m)^Payee     Starbucks  \(rule 'Starbucks\*', merchants\.rules:\d+\)$", told.Out);
        Assert.Matches(@"(?m)^Category  Coffee Shops  \(rule 'Starbucks\*' of merchants, merchants\.rules:\d+\)$", told.Out);
        Assert.Matches("(?m)^Place     Seattle, WA, USA$", told.Out);
    }

    [Fact]
    public async Task Explain_TakesTypeAccountAndRulesOfOnesOwn()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(Path.Combine(workspace.Folder, "my.rules"), "[Gift] out\nzq = Our Zq\n");

        var payment = await workspace.RunAsync("categories", "explain", "Zq", "--amount", "5", "--type", "payment", "--on", "credit", "--categories", "my.rules");
        var gift = await workspace.RunAsync("categories", "explain", "Zq", "--categories", "my.rules");

        Assert.Contains("Category  Credit Card Payment", payment.Out, StringComparison.Ordinal);
        Assert.Contains("Payee     Our Zq  (rule 'zq', my.rules:2)", gift.Out, StringComparison.Ordinal);
        Assert.Contains("Category  Gift", gift.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileThatIsNotUnderstood_IsToldByLineAndColumn_AndNoServerStartsWithIt()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(Path.Combine(workspace.Folder, "my.rules"), "[Grocerys]\nbob\n");
        await File.WriteAllTextAsync(Path.Combine(workspace.Folder, "good.rules"), "[Groceries]\nbob, ann\n");

        var check = await workspace.RunAsync("categories", "check", "my.rules");
        var serve = await workspace.RunAsync("serve", "--sandbox", "--port", "0", "--categories", "my.rules");
        var missing = await workspace.RunAsync("categories", "check", "none.rules");
        var good = await workspace.RunAsync("categories", "check", "good.rules");

        Assert.Equal((1, 3, 1, 0), (check.ExitCode, serve.ExitCode, missing.ExitCode, good.ExitCode));
        Assert.Contains("my.rules:1:2: There is no category 'Grocerys'; the nearest is 'Groceries'.", check.Error, StringComparison.Ordinal);
        Assert.Contains("my.rules:1:2: ", serve.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(workspace.Data));
        Assert.Contains("2 rules for 1 categories", good.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WarnsOfWhatIsHardlyMeant_AndRefusesWhatIsNotUtf8()
    {
        using var workspace = new Workspace();
        await File.WriteAllTextAsync(Path.Combine(workspace.Folder, "odd.rules"), "[Buy] actions\nbartered\n[Groceries]\nann* market\n");
        await File.WriteAllTextAsync(Path.Combine(workspace.Folder, "empty.rules"), "");
        await File.WriteAllBytesAsync(Path.Combine(workspace.Folder, "latin.rules"), [.. "[Groceries]\nb"u8, 0xE4, .. "cker\n"u8]);

        var odd = await workspace.RunAsync("categories", "check", "odd.rules");
        var empty = await workspace.RunAsync("categories", "check", "empty.rules");
        var latin = await workspace.RunAsync("categories", "check", "latin.rules");

        Assert.Equal((0, 0, 1), (odd.ExitCode, empty.ExitCode, latin.ExitCode));
        Assert.Contains("odd.rules:2:1: warning: No institution says 'bartered'", odd.Out, StringComparison.Ordinal);
        Assert.Contains("odd.rules:4:4: warning: ", odd.Out, StringComparison.Ordinal);
        Assert.Contains("odd.rules is understood: 2 rules", odd.Out, StringComparison.Ordinal);
        Assert.Contains("empty.rules:1:1: warning: There is no rule", empty.Out, StringComparison.Ordinal);
        Assert.Contains("not written in UTF-8: save the file in that encoding", latin.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_RefusesACodeThatIsNone_AndTellsThePlaceByTheCurrency()
    {
        using var workspace = new Workspace();

        var none = await workspace.RunAsync("categories", "explain", "Zq", "--code", "grocer");
        var code = await workspace.RunAsync("categories", "explain", "Zq", "--code", "742");
        var euro = await workspace.RunAsync("categories", "explain", "KFC 123 BAUTZEN DE", "--currency", "eur");
        var dollar = await workspace.RunAsync("categories", "explain", "KFC 123 BAUTZEN DE");
        var money = await workspace.RunAsync("categories", "explain", "Zq", "--currency", "euros");

        Assert.Contains("--code takes a SIC or MCC code", none.Error, StringComparison.Ordinal);
        Assert.Contains("Category  Veterinary", code.Out, StringComparison.Ordinal);
        Assert.Contains("Place     Bautzen, DEU", euro.Out, StringComparison.Ordinal);
        Assert.Contains("Place     Bautzen, DE, USA", dollar.Out, StringComparison.Ordinal);
        Assert.Contains("--currency takes three letters", money.Error, StringComparison.Ordinal);
        Assert.All(new[] { none, money }, refused => Assert.NotEqual(0, refused.ExitCode));
    }

    [Fact]
    public async Task Status_IsTold_WithAServerOnTheStoreAndWithout()
    {
        using var workspace = new Workspace();
        await using var server = await workspace.ServeAsync();

        var served = await workspace.RunAsync("categories", "status");
        await server.StopAsync("TERM");
        var own = await workspace.RunAsync("categories", "status");

        Assert.Matches(@"(?m)^[0-9,]+ rules\.$", served.Out);
        Assert.Equal((0, 0), (served.ExitCode, own.ExitCode));
        Assert.Matches(@"(?m)^History was categorized by them at 20\d\d-.*Z: 0 transactions\.$", own.Out);
    }
}
