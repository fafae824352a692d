using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Tributary.Bench.Engines;
using Tributary.Bench.Measuring;
using Tributary.Bench.Processes;
using Tributary.Bench.Serving;
using Tributary.Faces.AggCat.SignOn.Assertions;
using Tributary.TestKit.AggCat;

namespace Tributary.Bench.AggCat;

/// <summary>What the AggCat protocol costs: signed calls, assertions, tokens, and lists of any length.</summary>
internal sealed class AggCatServing : IBenchmark
{
    private const int Connections = 16;

    // Each waits for the disk, which many share.
    private const int ExchangingConnections = 64;

    public string Name => "aggcat";

    public string Describe(Scale scale) =>
        $"signed calls over {Connections} and token exchanges over {ExchangingConnections} connections against Kestrel; assertions against RSA; {Transactions(scale):#,0} transactions against XmlWriter over a cursor";

    public async Task<IReadOnlyList<Comparison>> RunAsync(Scale scale)
    {
        using var folder = new ScratchFolder();
        using var ours = await LocalServer.StartTributaryAsync(folder, "--sandbox", "--rate", "0");
        using var program = await OldProgram.RegisterAsync(folder, Transactions(scale));
        return
        [
            VerifyAssertions(scale),
            .. await ServeAccountsAsync(scale, folder, ours, program),
            .. await ExchangeTokensAsync(scale, folder, ours, program),
            .. await ListTransactionsAsync(scale, folder, ours, program),
        ];
    }

    private static int Transactions(Scale scale) => scale.Of(full: 100_000, quick: 20_000);

    private static async Task<Comparison[]> ServeAccountsAsync(Scale scale, ScratchFolder folder, LocalServer ours, OldProgram program)
    {
        var body = await program.AccountsBodyAsync();
        return await ServeAsync(
            $"accounts in XML ({body.Length:#,0} bytes)", Bar.AtLeast(0.15), scale, folder, ours, body, Connections, () => program.AccountsRequests(scale.Of(full: 20_000, quick: 4_000)));
    }

    private static Task<Comparison[]> ExchangeTokensAsync(Scale scale, ScratchFolder folder, LocalServer ours, OldProgram program) => ServeAsync(
        "an assertion for a token", Bar.AtLeast(0.1), scale, folder, ours, new byte[120], ExchangingConnections, () => program.Exchanges(scale.Of(full: 5_000, quick: 1_000)));

    private static async Task<Comparison[]> ServeAsync(
        string what, Bar bar, Scale scale, ScratchFolder folder, LocalServer ours, byte[] body, int connections, Func<IEnumerable<string>> requests)
    {
        var bodyFile = folder.File("body");
        await File.WriteAllBytesAsync(bodyFile, body);
        using var bare = await LocalServer.StartBareAsync(bodyFile);
        var comparison = new Comparison(what, "requests/s", bar);
        var cost = new Comparison("processor time of the server a request", "µs", bar: null);
        var requestFile = folder.File("requests");
        // The first round warms up.
        for (var round = 0; round <= scale.Of(full: 7, quick: 2); round++)
        {
            await LoadClient.WriteRequestsAsync(requestFile, requests());
            var served = await LoadClient.MeasureEachOnceAsync(ours, requestFile, connections);
            var yardstick = await LoadClient.MeasureEachOnceAsync(bare, requestFile, connections);
            if (round == 0)
                continue;
            comparison.Add(served.Rate, yardstick.Rate);
            cost.Add(served.Cost, yardstick.Cost);
        }

        return [comparison, cost];
    }

    /// <summary>On one core: what a token's request has verified, against the verification of the signature alone.</summary>
    private static Comparison VerifyAssertions(Scale scale)
    {
        var comparison = new Comparison("verifying an assertion", "per second", Bar.AtLeast(0.2));
        var (assertion, issuer, now) = OldProgram.Assertion();
        var signed = Encoding.UTF8.GetBytes(new string('x', 600));
        var signature = AssertionSigner.TestKey.SignData(signed, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
        using var key = RSA.Create(AssertionSigner.TestKey.ExportParameters(includePrivateParameters: false));
        var duration = TimeSpan.FromMilliseconds(scale.Of(full: 1000, quick: 200));
        for (var round = 0; round <= scale.Of(full: 7, quick: 2); round++)
        {
            var ours = PerSecond(duration, () => AssertionVerifier.Verify(assertion, issuer, key, requireSha256: false, now));
            var raw = PerSecond(duration, () => key.VerifyData(signed, signature, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));
            if (round > 0)
                comparison.Add(ours, raw);
        }

        return comparison;
    }

    // Of processor time, so that what else the machine does counts for neither.
    private static double PerSecond(TimeSpan duration, Action work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var began = Stopwatch.GetTimestamp();
        var times = 0;
        for (; Stopwatch.GetElapsedTime(began) < duration; times++)
            work();
        process.Refresh();
        return times / (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static async Task<Comparison[]> ListTransactionsAsync(Scale scale, ScratchFolder folder, LocalServer ours, OldProgram program)
    {
        using var bare = await LocalServer.StartBareTransactionsAsync(Path.Combine(LocalServer.DataFolder(folder), "tributary.db"));
        using var http = new HttpClient();
        var rate = new Comparison($"listing {Transactions(scale):#,0} transactions in XML", "lists/s", Bar.AtLeast(0.5));
        var first = new Comparison("its first byte, against 1 ms", "ms", Bar.AtMost(20));
        var memory = new Comparison("working set after long lists, against short", "MiB", Bar.AtMost(1.2));
        for (var i = 0; i < 200; i++)
            await ReadAsync(http, program.TransactionsRequest("2025-12-01"));
        var before = ours.ReadMemory();
        for (var round = 0; round <= scale.Of(full: 9, quick: 3); round++)
        {
            var list = await ReadAsync(http, program.TransactionsRequest("2016-01-01"));
            var yardstick = await ReadAsync(http, new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{bare.Port}/transactions"));
            if (round == 0)
                continue;
            rate.Add(1 / list.Whole.TotalSeconds, 1 / yardstick.Whole.TotalSeconds);
            first.Add(list.First.TotalMilliseconds, 1);
        }

        memory.Add(ours.ReadMemory().WorkingSet, before.WorkingSet);
        return [rate, first, memory];
    }

    private static async Task<(TimeSpan First, TimeSpan Whole)> ReadAsync(HttpClient http, HttpRequestMessage request)
    {
        using var mine = request;
        var buffer = new byte[64 * 1024];
        var began = Stopwatch.GetTimestamp();
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var read = await body.ReadAsync(buffer);
        var first = Stopwatch.GetElapsedTime(began);
        while (read > 0)
            read = await body.ReadAsync(buffer);
        return (first, Stopwatch.GetElapsedTime(began));
    }
}
