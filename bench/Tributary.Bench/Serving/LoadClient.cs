using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tributary.Bench.Processes;

namespace Tributary.Bench.Serving;

/// <summary>
/// Sends one request again and again, or each of many once, over connections that stay open, each waiting for its answer, and counts answers. It does next to
/// nothing besides, since it shares the machine with what it measures.
/// </summary>
internal static class LoadClient
{
    public const string Mode = "load";
    public const string ModeOnce = "load-once";

    private const int HeadRoom = 4 * 1024;

    private static readonly byte[] Success = "HTTP/1.1 200"u8.ToArray();

    /// <summary>Has a process of its own put load on a server.</summary>
    public static async Task<Load> MeasureAsync(LocalServer server, string request, int seconds, int connections)
    {
        var before = server.ProcessorTime;
        using var client = ChildProcess.StartBench(Mode, $"{server.Port}", $"{seconds}", $"{connections}");
        var counted = (await client.AskAsync(request)).Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return new Load(counted[0], (server.ProcessorTime - before).TotalMicroseconds / counted[1]);
    }

    /// <summary>That process: the request is on standard input, so that no secret is seen among the arguments.</summary>
    public static async Task RunAsync(string port, string seconds, string connections)
    {
        var request = Encoding.ASCII.GetBytes(await Console.In.ReadToEndAsync());
        var server = new IPEndPoint(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture));
        var count = int.Parse(connections, CultureInfo.InvariantCulture);
        var duration = TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture));
        // This process warms up too.
        var before = await CountAsync(server, request, count, TimeSpan.FromSeconds(1));
        var began = Stopwatch.GetTimestamp();
        var answers = await CountAsync(server, request, count, duration);
        var rate = answers / Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{rate} {before + answers}"));
    }

    /// <summary>Has a process of its own send each of many requests once: requests that are signed, or hold what is used once.</summary>
    public static async Task<Load> MeasureEachOnceAsync(LocalServer server, string requestFile, int connections)
    {
        var before = server.ProcessorTime;
        using var client = ChildProcess.StartBench(ModeOnce, $"{server.Port}", requestFile, $"{connections}");
        var counted = (await client.AskAsync("")).Split(' ').Select(figure => double.Parse(figure, CultureInfo.InvariantCulture)).ToArray();
        return new Load(counted[0], (server.ProcessorTime - before).TotalMicroseconds / counted[1]);
    }

    /// <summary>Writes the requests for that process: each with its length before it.</summary>
    public static async Task WriteRequestsAsync(string file, IEnumerable<string> requests)
    {
        await using var stream = new BufferedStream(File.Create(file), 1 << 20);
        foreach (var request in requests)
        {
            var bytes = Encoding.ASCII.GetBytes(request);
            await stream.WriteAsync(BitConverter.GetBytes(bytes.Length));
            await stream.WriteAsync(bytes);
        }
    }

    /// <summary>That process. The first tenth warms it up.</summary>
    public static async Task RunOnceAsync(string port, string file, string connections)
    {
        var requests = new List<ReadOnlyMemory<byte>>();
        var bytes = (await File.ReadAllBytesAsync(file)).AsMemory();
        for (var length = 0; !bytes.IsEmpty; bytes = bytes[(4 + length)..])
        {
            length = BitConverter.ToInt32(bytes.Span);
            requests.Add(bytes.Slice(4, length));
        }

        var server = new IPEndPoint(IPAddress.Loopback, int.Parse(port, CultureInfo.InvariantCulture));
        var count = int.Parse(connections, CultureInfo.InvariantCulture);
        var warm = requests.Count / 10;
        await EachOnceAsync(requests[..warm]);
        var began = Stopwatch.GetTimestamp();
        await EachOnceAsync(requests[warm..]);
        var rate = (requests.Count - warm) / Stopwatch.GetElapsedTime(began).TotalSeconds;
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{rate} {requests.Count}"));

        Task EachOnceAsync(List<ReadOnlyMemory<byte>> those)
        {
            var next = -1;
            return Task.WhenAll(Enumerable.Range(0, count).Select(_ => ExchangeAsync(
                server, () => Interlocked.Increment(ref next) is var at && at < those.Count ? those[at] : default)));
        }
    }

    private static async Task<long> CountAsync(IPEndPoint server, byte[] request, int connections, TimeSpan duration)
    {
        var end = Stopwatch.GetTimestamp() + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => ExchangeAsync(server, () => Stopwatch.GetTimestamp() < end ? request : default)));
        return counts.Sum();
    }

    private static async Task<long> ExchangeAsync(IPEndPoint server, Func<ReadOnlyMemory<byte>> next)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server);
        var buffer = new byte[128 * 1024];
        // Every answer is as long as the first: only the date in its head differs.
        var length = 0;
        var answers = 0L;
        for (var request = next(); !request.IsEmpty; request = next(), answers++)
        {
            await socket.SendAsync(request);
            var received = 0;
            do
            {
                // Behind its head an answer is only counted.
                var read = await socket.ReceiveAsync(buffer.AsMemory(length == 0 ? received : HeadRoom));
                received += read > 0 ? read : throw new IOException("The server closed the connection.");
                if (length == 0)
                    length = LengthOf(buffer.AsSpan(0, received));
            }
            while (length == 0 || received < length);
            if (received != length || !buffer.AsSpan().StartsWith(Success))
                throw new IOException("The server answered otherwise.");
        }

        return answers;
    }

    private static int LengthOf(ReadOnlySpan<byte> received)
    {
        var head = received.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return 0;
        var lines = Encoding.ASCII.GetString(received[..head]).Split("\r\n");
        var length = lines.Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)).Split(':')[1];
        return head + 4 + int.Parse(length, CultureInfo.InvariantCulture);
    }
}

/// <summary>What a server did under load.</summary>
/// <param name="Rate">Answers per second.</param>
/// <param name="Cost">Microseconds of processor time in the server for each.</param>
internal sealed record Load(double Rate, double Cost);
