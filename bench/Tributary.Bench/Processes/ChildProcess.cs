using System.Diagnostics;

namespace Tributary.Bench.Processes;

/// <summary>A .NET program run as a process of its own; disposing ends it. Both sides of a comparison start through here.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    /// <summary>This program in another mode.</summary>
    public static ChildProcess StartBench(params string[] arguments) => Start(typeof(ChildProcess).Assembly.Location, arguments);

    /// <summary>The <c>tributary</c> command, as it was built beside this program.</summary>
    public static ChildProcess StartTributary(params string[] arguments)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var programs = configuration.Parent!.Parent!.FullName;
        return Start(Path.Combine(programs, "Tributary.Cli", configuration.Name, "tributary.dll"), arguments);
    }

    /// <summary>Hands over what the program reads, and waits for what it answers.</summary>
    public async Task<string> AskAsync(string input)
    {
        await _process.StandardInput.WriteAsync(input);
        _process.StandardInput.Close();
        var answer = await _process.StandardOutput.ReadToEndAsync();
        await _process.WaitForExitAsync();
        return _process.ExitCode == 0 ? answer : throw new InvalidOperationException($"A process ended with {_process.ExitCode}.");
    }

    public Memory ReadMemory() => Memory.Of(_process.Id);

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public bool HasExited => _process.HasExited;

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static ChildProcess Start(string program, string[] arguments) => new(Process.Start(
        new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
}
