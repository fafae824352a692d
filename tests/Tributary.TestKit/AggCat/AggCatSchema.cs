using System.Xml;
using System.Xml.Schema;

namespace Tributary.TestKit.AggCat;

/// <summary>The schema files under tests/vectors/aggcat, against which every XML answer is held.</summary>
public static class AggCatSchema
{
    private static readonly Lazy<XmlSchemaSet> Schemas = new(Load);

    /// <summary>Demands that a document is what the schemas say.</summary>
    public static void Validate(string xml)
    {
        var problems = new List<string>();
        var settings = new XmlReaderSettings
        {
            ValidationType = ValidationType.Schema,
            Schemas = Schemas.Value,
            ValidationFlags = XmlSchemaValidationFlags.ReportValidationWarnings,
        };
        settings.ValidationEventHandler += (_, told) => problems.Add($"{told.Severity} at {told.Exception.LinePosition}: {told.Message}");
        using var reader = XmlReader.Create(new StringReader(xml), settings);
        while (reader.Read())
        {
        }

        if (problems.Count > 0)
            throw new XmlSchemaValidationException($"{string.Join('\n', problems.Take(5))}\n{xml[..Math.Min(xml.Length, 4000)]}");
    }

    /// <summary>A file under tests/vectors/aggcat.</summary>
    public static string Vector(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tributary.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        return Path.Combine(folder.FullName, "tests", "vectors", "aggcat", name);
    }

    private static XmlSchemaSet Load()
    {
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        foreach (var file in Directory.EnumerateFiles(Vector("schema"), "*.xsd"))
            schemas.Add(null, file);
        schemas.Compile();
        return schemas;
    }
}
