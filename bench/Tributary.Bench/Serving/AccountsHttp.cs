using Tributary.Bench.Engines;
using Tributary.Bench.Measuring;
using Tributary.Bench.Processes;

namespace Tributary.Bench.Serving;

/// <summary>A login's accounts over HTTP, with the token checked and the database read, against a bare server that sends the same bytes.</summary>
internal sealed class AccountsHttp : IBenchmark
{
    private const int Connections = 16;

    public string Name => "accounts-http";

    public string Describe(Scale scale) =>
        $"GET of a login's {SandboxAccounts.Count} accounts over {Connections} connections, against Kestrel sending the same bytes (requests per second)";

    public async Task<IReadOnlyList<Comparison>> RunAsync(Scale scale)
    {
        using var folder = new ScratchFolder();
        using var ours = await LocalServer.StartTributaryAsync(folder, "--sandbox", "--rate", "0");
        var accounts = await SandboxAccounts.AddAsync(folder);
        var bodyFile = folder.File("accounts.json");
        await File.WriteAllBytesAsync(bodyFile, accounts.Body);
        using var bare = await LocalServer.StartBareAsync(bodyFile);

        var comparison = new Comparison($"accounts ({accounts.Body.Length:#,0} bytes)", "requests/s", Bar.AtLeast(0.25));
        var cost = new Comparison("processor time of the server a request", "µs", bar: null);
        var seconds = scale.Of(full: 5, quick: 2);
        var rounds = scale.Of(full: 7, quick: 2);
        // The first round warms up.
        for (var round = 0; round <= rounds; round++)
        {
            var served = await LoadClient.MeasureAsync(ours, accounts.Request, seconds, Connections);
            var yardstick = await LoadClient.MeasureAsync(bare, accounts.Request, seconds, Connections);
            if (round == 0)
                continue;
            comparison.Add(served.Rate, yardstick.Rate);
            cost.Add(served.Cost, yardstick.Cost);
        }

        return [comparison, cost];
    }
}
