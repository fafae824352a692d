using Tributary.Bench.AggCat;
using Tributary.Bench.Backups;
using Tributary.Bench.Directories;
using Tributary.Bench.Categories;
using Tributary.Bench.Ingestion;
using Tributary.Bench.Measuring;
using Tributary.Bench.Processes;
using Tributary.Bench.Refreshing;
using Tributary.Bench.Serving;

IBenchmark[] all = [new IngestSqlite(), new IngestPostgres(), new Backup(), new RefreshFlat(), new AccountsHttp(), new AggCatServing(), new Start(), new DirectorySearch(), new DirectoryHttp(), new Categorize()];

// The processes that benchmarks start are other modes of this program.
switch (args)
{
    case [BareServer.Mode, var port, .. var body]:
        await BareServer.RunAsync(port, body.FirstOrDefault());
        return 0;
    case [BareTransactions.Mode, var port, var file]:
        await BareTransactions.RunAsync(port, file);
        return 0;
    case [LoadClient.ModeOnce, var port, var file, var connections]:
        await LoadClient.RunOnceAsync(port, file, connections);
        return 0;
    case [LoadClient.Mode, var port, var seconds, var connections]:
        await LoadClient.RunAsync(port, seconds, connections);
        return 0;
}

var names = args.Where(argument => argument != "--quick").ToArray();
var chosen = names is ["all"] ? all : [.. all.Where(benchmark => names.Contains(benchmark.Name, StringComparer.Ordinal))];
if (chosen.Length == 0 || (names is not ["all"] && chosen.Length != names.Length))
{
    await Console.Error.WriteLineAsync($"Tributary.Bench NAME…|all [--quick]; a NAME is one of {string.Join(", ", all.Select(benchmark => benchmark.Name))}.");
    return 2;
}

var scale = new Scale(IsQuick: args.Contains("--quick", StringComparer.Ordinal));
var isMet = true;
foreach (var benchmark in chosen)
{
    await Console.Out.WriteLineAsync($"{benchmark.Name}: {benchmark.Describe(scale)}");
    foreach (var comparison in await benchmark.RunAsync(scale))
    {
        await Console.Out.WriteLineAsync($"  {comparison}");
        isMet &= comparison.IsMet;
    }
}

return isMet ? 0 : 1;
