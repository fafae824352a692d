using System.Text;
using Tributary.Cli.Terminals;
using Tributary.Core.Categories;

namespace Tributary.Cli.Categories;

/// <summary>An operator's file of rules, from the disk.</summary>
internal static class CategoryFile
{
    private const int MostProblems = 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the file.</summary>
    /// <exception cref="CommandFailedException">It cannot be opened.</exception>
    public static CategoryRuleFile Read(string path, int exitCode)
    {
        try
        {
            return CategoryRuleFile.Read(Path.GetFileName(path), File.ReadAllText(path, Strict), isOperators: true);
        }
        catch (DecoderFallbackException)
        {
            throw new CommandFailedException($"The rules in {Printable.Of(path)} are not written in UTF-8: save the file in that encoding, for instance by iconv -f LATIN1 -t UTF-8.", exitCode);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"The rules in {Printable.Of(path)} cannot be read: {Printable.Of(unreadable.Message)}", exitCode);
        }
    }

    /// <summary>Reads the file and demands that all of it is understood.</summary>
    /// <exception cref="CommandFailedException">It cannot be opened, or has problems; the message has their lines and columns.</exception>
    public static CategoryRuleFile Require(string path, int exitCode)
    {
        var file = Read(path, exitCode);
        return file.Problems.Count == 0
            ? file
            : throw new CommandFailedException($"The rules in {Printable.Of(path)} are not understood:\n{string.Join('\n', Describe(file))}", exitCode);
    }

    public static IEnumerable<string> Describe(CategoryRuleFile file)
    {
        foreach (var problem in file.Problems.Take(MostProblems))
            yield return Printable.Of(problem.ToString());
        if (file.Problems.Count > MostProblems)
            yield return $"… and {file.Problems.Count - MostProblems} more.";
    }
}
