using System.Text;

namespace Tributary.Core.Categories;

/// <summary>The data that ships with the program.</summary>
internal static class ShippedRules
{
    /// <summary>The files of rules, in the order they are read.</summary>
    public static readonly string[] Files = ["types.rules", "phrases.rules", "merchants.rules", "words.rules"];

    // Read when first asked: the categories themselves are read from here before any rule can be.
    private static readonly Lazy<IReadOnlySet<string>> LazyActions = new(() => Files
        .SelectMany(file => CategoryRuleFile.Read(file, ReadText(file), isOperators: false).Rules)
        .Where(rule => rule.Kind == CategoryRuleKind.Actions)
        .Select(rule => rule.Pattern)
        .ToHashSet(StringComparer.OrdinalIgnoreCase));

    /// <summary>What happens to securities, in the words of institutions' connectors; the rules that ship know them all.</summary>
    public static IReadOnlySet<string> Actions => LazyActions.Value;

    /// <summary>A file's bytes.</summary>
    public static byte[] ReadBytes(string name)
    {
        using var stream = typeof(ShippedRules).Assembly.GetManifestResourceStream($"Categories/Rules/{name}")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A file's text.</summary>
    public static string ReadText(string name)
    {
        using var stream = typeof(ShippedRules).Assembly.GetManifestResourceStream($"Categories/Rules/{name}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
