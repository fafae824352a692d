using System.Reflection;

namespace Tributary.Core.Institutions;

/// <summary>
/// The institutions that come with the program: <c>shipped-institutions.tsv</c>. Their ids, from 500001 on, lie between the demo banks' and those
/// that a store gives.
/// </summary>
public static class ShippedInstitutions
{
    private const string File = "shipped-institutions.tsv";

    /// <summary>Reads the file.</summary>
    /// <returns>The institutions, in the file's order.</returns>
    public static IReadOnlyList<Institution> Read()
    {
        using var content = Assembly.GetExecutingAssembly().GetManifestResourceStream(File)!;
        using var lines = new StreamReader(content);
        var institutions = new List<Institution>();
        var hasHead = false;
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            if (hasHead)
                institutions.Add(Read(line.Split('\t')));
            hasHead = true;
        }

        return institutions;
    }

    private static Institution Read(string[] cells) => new()
    {
        Id = new InstitutionId(long.Parse(cells[0])),
        Name = cells[1],
        Ofx = new OfxService
        {
            Url = cells[2],
            Org = Known(cells[3]),
            Fid = Known(cells[4]),
            BrokerId = Known(cells[5]),
            BankId = Known(cells[6]),
            Version = Known(cells[7]),
        },
    };

    private static string? Known(string cell) => cell.Length == 0 ? null : cell;
}
