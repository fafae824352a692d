using Tributary.Cli.Tests.Programs;

namespace Tributary.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("imprt x", "There is no command imprt; did you mean import?")]
    [InlineData("partner lst", "There is no command lst; did you mean list?")]
    [InlineData("serve --sandbx", "There is no option --sandbx; did you mean --sandbox?")]
    [InlineData("import --custmer me x", "There is no option --custmer; did you mean --customer?")]
    [InlineData("import", "FILE is missing.")]
    [InlineData("serve --port many", "--port does not understand 'many'.")]
    [InlineData("serve --port 70000", "--port is a number from 0 to 65535.")]
    [InlineData("serve --rate -1", "--rate is a number of requests a second from 0 to 1000000.")]
    [InlineData("serve --rate 1000001", "--rate is a number of requests a second from 0 to 1000000.")]
    [InlineData("serve --log-level loud", "--log-level does not understand 'loud'.")]
    [InlineData("serve --data", "--data wants a value (DIR).")]
    [InlineData("serve --allow-callback-host https://hooks.lan", "--allow-callback-host is a host, or host:port, which https://hooks.lan is not.")]
    [InlineData("serve --public-address bank.example", "--public-address is http:// or https:// with a host and no path, which bank.example is not.")]
    [InlineData("serve --public-address ftp://bank.example", "--public-address is http:// or https:// with a host and no path, which ftp://bank.example is not.")]
    [InlineData("serve --public-address https://bank.example/v1", "--public-address is http:// or https:// with a host and no path, which https://bank.example/v1 is not.")]
    [InlineData("serve --public-address https://me@bank.example", "--public-address is http:// or https:// with a host and no path, which https://me@bank.example is not.")]
    [InlineData("version now", "now is one word too many.")]
    [InlineData("serve --data ", "--data wants a value.")]
    [InlineData("import x --customer ", "--customer wants a value.")]
    public async Task Mistyped_IsOneSentenceWithTheNearName(string line, string sentence)
    {
        using var workspace = new Workspace();

        var ended = await workspace.RunAsync(line.Split(' '));

        Assert.Equal(2, ended.ExitCode);
        Assert.Equal("", ended.Out);
        Assert.StartsWith(sentence, Assert.Single(ended.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("demo")]
    [InlineData("import")]
    [InlineData("partner")]
    [InlineData("token")]
    [InlineData("subscriptions")]
    [InlineData("version")]
    public async Task Help_ShowsAnExample(string command)
    {
        using var workspace = new Workspace();

        var ended = await workspace.RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains($"Examples:\n  tributary {command}", ended.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_TellsTheExitCodes()
    {
        using var workspace = new Workspace();

        Assert.Contains("Exit codes:\n  0    done", (await workspace.RunAsync("--help")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version")]
    [InlineData("--version")]
    public async Task Version_IsTold(string word)
    {
        using var workspace = new Workspace();

        Assert.Matches(@"^tributary \d+\.\d+\.\d+\n$", (await workspace.RunAsync(word)).Out);
    }
}
