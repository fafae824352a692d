using Spectre.Console;

namespace Tributary.Cli.Terminals;

/// <summary>
/// Where a command writes: results on standard output, everything about the way there on standard error. A person at a terminal
/// gets colours, frames and movement; a pipe gets plain text. <c>NO_COLOR</c> takes the colours away.
/// </summary>
internal sealed class Terminal
{
    private const int Red = 31;
    private const int Green = 32;

    private readonly IAnsiConsole _rich = AnsiConsole.Create(new AnsiConsoleSettings());
    private readonly IAnsiConsole _richError = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Whether a person reads standard output.</summary>
    public bool IsWatched { get; } = !Console.IsOutputRedirected;

    /// <summary>Whether a person could answer a question.</summary>
    public bool CanAsk { get; } = !Console.IsOutputRedirected && !Console.IsInputRedirected;

    /// <summary>Writes a line of results; what comes from outside has been made <see cref="Printable"/>.</summary>
    public void WriteLine(string text = "") => Console.Out.WriteLine(text);

    /// <summary>Writes a line that stands out a little.</summary>
    public void WriteHeading(string text) => WriteColoured(_rich, Console.Out, IsWatched, text, Green);

    /// <summary>Writes a line that is not a result: a hint, a progress.</summary>
    public void WriteNote(string text) => Console.Error.WriteLine(text);

    /// <summary>Writes what went wrong, in one sentence.</summary>
    public void WriteError(string text) => WriteColoured(_richError, Console.Error, !Console.IsErrorRedirected, text, Red);

    /// <summary>Writes a table: framed for a person, aligned columns for a pipe.</summary>
    public void Write(TextTable table)
    {
        if (IsWatched)
            _rich.Write(table.Framed());
        else
            table.WriteAligned(Console.Out);
    }

    /// <summary>Asks a person yes or no.</summary>
    public Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken) =>
        new ConfirmationPrompt(Markup.Escape(question)) { DefaultValue = false }.ShowAsync(_rich, cancellationToken);

    /// <summary>Asks a person for a value that is not shown while it is typed; where nobody can be asked, reads a line of standard input.</summary>
    public async Task<string?> ReadSecretAsync(string what, CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected)
            return await Console.In.ReadLineAsync(cancellationToken);
        return await new TextPrompt<string>($"{Markup.Escape(what)}:").Secret(null).AllowEmpty().ShowAsync(_richError, cancellationToken);
    }

    /// <summary>Does something that takes a while, with movement on standard error while a person watches it.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="work">The work.</param>
    /// <param name="done">How much of it is done, 0 to 1; null where nobody knows.</param>
    public async Task<T> WaitAsync<T>(string what, Func<Task<T>> work, Func<decimal>? done = null)
    {
        if (Console.IsErrorRedirected || !_richError.Profile.Capabilities.Interactive)
            return await work();
        return await _richError.Status().StartAsync(Markup.Escape(what), async status =>
        {
            var running = work();
            while (done is not null && !running.IsCompleted)
            {
                status.Status = Markup.Escape($"{what} {done():P0}");
                await Task.WhenAny(running, Task.Delay(100));
            }

            return await running;
        });
    }

    // Not through the library's own writer: it would break long lines, and with them addresses and paths to copy.
    private static void WriteColoured(IAnsiConsole rich, TextWriter writer, bool isWatched, string text, int colour)
    {
        var inColour = isWatched && rich.Profile.Capabilities is { Ansi: true, ColorSystem: not ColorSystem.NoColors };
        writer.WriteLine(inColour ? $"\e[{colour}m{text}\e[0m" : text);
    }
}
