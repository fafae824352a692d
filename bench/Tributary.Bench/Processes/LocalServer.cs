using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tributary.Bench.AggCat;
using Tributary.Bench.Engines;
using Tributary.Vault;

namespace Tributary.Bench.Processes;

/// <summary>A server in a process of its own that answers by now: Tributary's, or the bare one.</summary>
internal sealed class LocalServer : IDisposable
{
    // Any server answers this one; Tributary's not before its store works.
    private static readonly byte[] Probe = "GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"u8.ToArray();
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ChildProcess _process;

    private LocalServer(ChildProcess process, int port, TimeSpan startedIn)
    {
        _process = process;
        Port = port;
        StartedIn = startedIn;
    }

    public int Port { get; }

    /// <summary>From the start of the process to its first answer.</summary>
    public TimeSpan StartedIn { get; }

    /// <summary>Starts <c>tributary serve</c> on the store of a folder, made where there is none.</summary>
    public static Task<LocalServer> StartTributaryAsync(ScratchFolder folder, params string[] options)
    {
        var key = folder.File("master.key");
        if (!File.Exists(key))
            MasterKey.Create(key).Dispose();
        return StartAsync(port => ChildProcess.StartTributary(
            ["serve", "--data", DataFolder(folder), "--master-key-file", key, "--port", $"{port}", .. options]));
    }

    public static string DataFolder(ScratchFolder folder) => folder.File("data");

    /// <summary>Starts a program that is Kestrel and nothing else.</summary>
    /// <param name="bodyFile">What it answers; null for nothing.</param>
    public static Task<LocalServer> StartBareAsync(string? bodyFile = null) => StartAsync(port => ChildProcess.StartBench(
        [BareServer.Mode, $"{port}", .. bodyFile is null ? Array.Empty<string>() : [bodyFile]]));

    /// <summary>Starts the yardstick of long lists over a store's file.</summary>
    public static Task<LocalServer> StartBareTransactionsAsync(string storeFile) =>
        StartAsync(port => ChildProcess.StartBench(BareTransactions.Mode, $"{port}", storeFile));

    /// <summary>What it has used of the processors since its start.</summary>
    public TimeSpan ProcessorTime => _process.ProcessorTime;

    public Memory ReadMemory() => _process.ReadMemory();

    public void Dispose() => _process.Dispose();

    private static async Task<LocalServer> StartAsync(Func<int, ChildProcess> start)
    {
        var port = FreePort();
        var began = Stopwatch.GetTimestamp();
        var process = start(port);
        while (!await AnswersAsync(port))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(began) > Patience)
            {
                process.Dispose();
                throw new InvalidOperationException("A server did not start.");
            }

            await Task.Delay(1);
        }

        return new LocalServer(process, port, Stopwatch.GetElapsedTime(began));
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            await socket.SendAsync(Probe);
            var answer = new byte[12];
            return await socket.ReceiveAsync(answer) == answer.Length && Encoding.ASCII.GetString(answer) == "HTTP/1.1 200";
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
