using System.Text;

namespace Tributary.Core.Categories;

/// <summary>The data that ships with the program.</summary>
internal static class ShippedRules
{
    /// <summary>The files of rules, in the order they are read.</summary>
    public static readonly string[] Files = ["types.rules", "phrases.rules", "merchants.rules", "words.rules"];

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
