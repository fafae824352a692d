using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Tributary.Cli.Tests.Programs;

/// <summary>How a program ended, and all it wrote.</summary>
internal sealed record Ended(int ExitCode, string Out, string Error)
{
    public string Both => Out + Error;
}

/// <summary>The real built program as a process, with what it writes.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _out = new();
    private readonly StringBuilder _error = new();
    private readonly Channel<string> _outLines = Channel.CreateUnbounded<string>();
    private readonly Channel<string> _errorLines = Channel.CreateUnbounded<string>();
    private readonly Task _reading;

    public RunningProgram(string folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment)
    {
        // A test run in the background of a script inherits an ignored SIGINT; a terminal's program does not.
        var start = OperatingSystem.IsLinux()
            ? new ProcessStartInfo("env", ["--default-signal=INT", ProgramFile, .. arguments])
            : new ProcessStartInfo(ProgramFile, arguments);
        start.WorkingDirectory = folder;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(ReadAsync(_process.StandardOutput, _out, _outLines), ReadAsync(_process.StandardError, _error, _errorLines));
    }

    public static string ProgramFile { get; } = Path.GetFullPath(
        Path.Combine(AppContext.BaseDirectory, "..", "..", "Tributary.Cli", new DirectoryInfo(AppContext.BaseDirectory).Name, "tributary"));

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Where the server listens, as its screen says.</summary>
    public Uri Url { get; private set; } = new("about:blank");

    /// <summary>Waits until the server says where it listens and then is ready.</summary>
    public async Task WaitUntilReadyAsync()
    {
        await WaitForLineAsync(line => line.Split(' ').FirstOrDefault(word => word.StartsWith("http://127.0.0.1:", StringComparison.Ordinal)) is { } address && SetUrl(address));
        using var http = new HttpClient { BaseAddress = Url, Timeout = Patience };
        Assert.Equal("ready", (await http.GetFromJsonAsync<JsonElement>("health/ready")).GetProperty("status").GetString());
    }

    /// <summary>Everything written to standard output up to a line that holds a word.</summary>
    public async Task<string> ReadUntilAsync(string word)
    {
        await WaitForLineAsync(line => line.Contains(word, StringComparison.Ordinal));
        lock (_out)
            return _out.ToString();
    }

    public Task WaitForErrorAsync(string word) => WaitForLineAsync(_errorLines, line => line.Contains(word, StringComparison.Ordinal));

    private Task WaitForLineAsync(Func<string, bool> wanted) => WaitForLineAsync(_outLines, wanted);

    private async Task WaitForLineAsync(Channel<string> lines, Func<string, bool> wanted)
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            while (!wanted(await lines.Reader.ReadAsync(deadline.Token)))
            {
            }
        }
        catch (Exception e) when (e is ChannelClosedException or OperationCanceledException)
        {
            Assert.Fail($"The program did not write the line.\n{_out}\n{_error}");
        }
    }

    public async Task SendAsync(string? input)
    {
        if (input is not null)
            await _process.StandardInput.WriteAsync(input);
        _process.StandardInput.Close();
    }

    /// <summary>Sends a signal and waits for the end.</summary>
    public async Task<Ended> StopAsync(string signal)
    {
        Signal(signal);
        return await EndAsync();
    }

    public void Signal(string signal)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -{signal} {Id}"]);
        kill.WaitForExit();
    }

    public void Kill() => _process.Kill();

    public async Task<Ended> EndAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            Assert.Fail($"The program did not end.\n{_out}\n{_error}");
        }

        await _reading;
        return new Ended(_process.ExitCode, _out.ToString(), _error.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private bool SetUrl(string address)
    {
        Url = new Uri(address + "/");
        return true;
    }

    private static async Task ReadAsync(StreamReader reader, StringBuilder all, Channel<string> lines)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (all)
                all.Append(line).Append('\n');
            lines.Writer.TryWrite(line);
        }

        lines.Writer.Complete();
    }
}
