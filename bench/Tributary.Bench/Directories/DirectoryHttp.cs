using System.Globalization;
using System.IO.Compression;
using System.Text;
using Tributary.Bench.Engines;
using Tributary.Bench.Measuring;
using Tributary.Bench.Processes;
using Tributary.Bench.Serving;
using Tributary.Client;
using Tributary.Server.Data;

namespace Tributary.Bench.Directories;

/// <summary>What a large directory costs the start of the server, and how fast all of it is sent.</summary>
internal sealed class DirectoryHttp : IBenchmark
{
    private const int Institutions = 18_716;
    private const int Connections = 8;

    public string Name => "directory-http";

    public string Describe(Scale scale) =>
        $"start with {Institutions:#,0} institutions imported against start without; the whole list over {Connections} connections against Kestrel sending the same bytes";

    public async Task<IReadOnlyList<Comparison>> RunAsync(Scale scale)
    {
        using var full = new ScratchFolder();
        using var empty = new ScratchFolder();
        await ImportAsync(full);
        var start = await MeasureStartAsync(full, empty, rounds: scale.Of(full: 15, quick: 3));
        return [start, await MeasureListAsync(full, "application/json", scale), await MeasureListAsync(full, "application/xml", scale)];
    }

    private static async Task ImportAsync(ScratchFolder folder)
    {
        using var server = await LocalServer.StartTributaryAsync(folder);
        var csv = new StringBuilder("key,name,home_url,phone,address,city,state,postal_code,country,routing_numbers\n");
        foreach (var institution in GeneratedInstitutions.Make(Institutions))
        {
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{institution.Id},\"{institution.Name}\",{institution.HomeUrl},{institution.Phone},{institution.Address.Line1},{institution.Address.City},{institution.Address.State},{institution.Address.PostalCode},USA,{string.Join(' ', institution.RoutingNumbers)}\n");
        }

        using var http = Http(folder, out var token);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString()));
        var report = await new TributaryClient(http, token).ImportInstitutionsAsync(content, format: null, source: null, CancellationToken.None);
        if (report.Added != Institutions)
            throw new InvalidOperationException($"{report.Added} institutions were imported.");
    }

    private static async Task<Comparison> MeasureStartAsync(ScratchFolder full, ScratchFolder empty, int rounds)
    {
        var start = new Comparison("start to ready", "ms", Bar.AtMost(1.1));
        // The first round makes the empty store and fills the system's file cache.
        for (var round = 0; round <= rounds; round++)
        {
            var ours = await StartAsync(full);
            var without = await StartAsync(empty);
            if (round > 0)
                start.Add(ours, without);
        }

        return start;
    }

    private static async Task<double> StartAsync(ScratchFolder folder)
    {
        using var server = await LocalServer.StartTributaryAsync(folder);
        return server.StartedIn.TotalMilliseconds;
    }

    private static async Task<Comparison> MeasureListAsync(ScratchFolder folder, string format, Scale scale)
    {
        using var ours = await LocalServer.StartTributaryAsync(folder);
        using var http = Http(folder, out var token);
        var request = $"GET /tributary/v1/institutions HTTP/1.1\r\nHost: localhost\r\nAccept: {format}\r\nAccept-Encoding: gzip\r\nAuthorization: Bearer {token}\r\n\r\n";
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        http.DefaultRequestHeaders.Add("Accept", format);
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");
        var body = await http.GetByteArrayAsync(new Uri("/tributary/v1/institutions", UriKind.Relative));
        RequireGzip(body);
        var file = folder.File("list");
        await File.WriteAllBytesAsync(file, body);
        using var bare = await LocalServer.StartBareAsync(file);

        var comparison = new Comparison($"whole list, {format} ({body.Length:#,0} bytes)", "requests/s", Bar.AtLeast(0.8));
        var (seconds, rounds) = (scale.Of(full: 4, quick: 1), scale.Of(full: 7, quick: 2));
        // The first round warms up.
        for (var round = 0; round <= rounds; round++)
        {
            var served = await LoadClient.MeasureAsync(ours, request, seconds, Connections);
            var yardstick = await LoadClient.MeasureAsync(bare, request, seconds, Connections);
            if (round > 0)
                comparison.Add(served.Rate, yardstick.Rate);
        }

        return comparison;
    }

    private static void RequireGzip(byte[] body)
    {
        using var plain = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        if (plain.ReadByte() is not ('{' or '<' or 0xEF))
            throw new InvalidOperationException("The whole list came otherwise than expected.");
    }

    private static HttpClient Http(ScratchFolder folder, out string token)
    {
        var server = RunningServer.Find(LocalServer.DataFolder(folder)) ?? throw new InvalidOperationException("No server runs.");
        token = server.Token.Reveal();
        return new HttpClient { BaseAddress = server.Url, Timeout = TimeSpan.FromMinutes(5) };
    }
}
