using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Tributary.Storage.Migrations;

/// <summary>One step of the schema: a numbered SQL file, run whole or not at all, and never changed once released.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    /// <summary>SHA-256 of the statements, in hexadecimal; line ends do not count.</summary>
    public string Checksum { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    /// <summary>The migrations of one database, in order; their files lie under <c>{database}/Migrations</c>.</summary>
    public static IReadOnlyList<Migration> Of(string database)
    {
        var folder = $"{database}/Migrations/";
        var names = typeof(Migration).Assembly.GetManifestResourceNames();
        return [.. names.Where(n => n.StartsWith(folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(Read)];
    }

    private static Migration Read(string resource)
    {
        using var stream = typeof(Migration).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var file = Path.GetFileNameWithoutExtension(resource);
        var number = int.Parse(file.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);
        return new Migration(number, file[5..], reader.ReadToEnd());
    }
}
