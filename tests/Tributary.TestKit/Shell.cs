using System.Diagnostics;

namespace Tributary.TestKit;

/// <summary>Runs the commands of the machine that some tests need.</summary>
internal static class Shell
{
    /// <summary>Runs a script; what it starts in the background may outlive it.</summary>
    /// <param name="script">For <c>sh</c>, which finds the arguments as <c>$1</c> and so on.</param>
    /// <param name="arguments">The arguments.</param>
    /// <exception cref="InvalidOperationException">It failed; the message says how.</exception>
    public static async Task RunAsync(string script, params string[] arguments)
    {
        var output = Path.GetTempFileName();
        try
        {
            // A file rather than a pipe: a server that is started would hold a pipe open.
            var info = new ProcessStartInfo("sh", ["-c", $"{{ {script}\n}} >\"$0\" 2>&1 </dev/null", output, .. arguments]);
            using var process = Process.Start(info)!;
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"The command failed: {script}\n{await File.ReadAllTextAsync(output)}");
        }
        finally
        {
            File.Delete(output);
        }
    }
}
