namespace Tributary.Statements.Tests;

/// <summary>The plain files under tests/vectors.</summary>
internal static class Vectors
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot(), "tests", "vectors", "ofx");

    public static IEnumerable<string> Names => Directory.GetFiles(Folder)
        .Where(f => Path.GetExtension(f) is ".ofx" or ".qfx")
        .Select(f => Path.GetFileName(f))
        .Order(StringComparer.Ordinal);

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static StatementReadResult Read(string name) => StatementFile.Read(Bytes(name));

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tributary.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("No repository above the tests.");
        return folder.FullName;
    }
}
