namespace Tributary.Core.Institutions.Importing;

/// <summary>
/// The layout in which the Federal Reserve tells who takes part in FedACH: 155 characters a line, one routing number each. An institution is one name in one
/// city, with all its routing numbers; the rest is what stands with the lowest of them.
/// </summary>
internal static class FedAchFile
{
    public const int LineLength = 155;

    /// <summary>Whether a file begins like one: a routing number, and names with blanks rather than commas.</summary>
    public static bool Begins(ReadOnlySpan<char> line) =>
        line.Length > 40 && RoutingNumber.IsWritten(line[..9]) && !line[..36].ContainsAny(",;\t\"");

    public static List<GivenInstitution> Read(TextReader file, ProblemList problems, CancellationToken cancellationToken)
    {
        var byKey = new Dictionary<string, (GivenInstitution First, List<string> Routings)>(StringComparer.Ordinal);
        for (var number = 1; file.ReadLine() is { } line; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (ReadLine(line, number, problems) is not { } given)
                continue;
            var routing = line[..9];
            if (!byKey.TryGetValue(given.Key, out var known))
                byKey.Add(given.Key, (given, [routing]));
            else
                byKey[given.Key] = (string.CompareOrdinal(routing, known.Routings.Min()) < 0 ? given : known.First, [.. known.Routings, routing]);
        }

        return [.. byKey.Values.Select(entry => entry.First with
        {
            Institution = entry.First.Institution with { RoutingNumbers = [.. entry.Routings.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] },
        })];
    }

    private static GivenInstitution? ReadLine(string line, int number, ProblemList problems)
    {
        if (line.Length != LineLength)
        {
            problems.Error(number, Math.Min(line.Length, LineLength) + 1, "line-length", $"The line has {line.Length} characters instead of {LineLength}.");
            return null;
        }

        if (!RoutingNumber.IsWritten(line.AsSpan(0, 9)))
        {
            problems.Error(number, 1, "routing-number", "The line does not begin with nine digits.");
            return null;
        }

        var name = Cell(line, 36, 71);
        if (name is null)
        {
            problems.Error(number, 36, "name-missing", "The line has no name in columns 36 to 71.");
            return null;
        }

        if (!RoutingNumber.HasRightDigits(line))
            problems.Warn(number, 1, "routing-number", $"{line[..9]} is taken as it is, though its last digit does not fit the others.");
        var (city, state) = (Cell(line, 108, 127), Cell(line, 128, 129));
        return new GivenInstitution(
            GivenInstitution.KeyOf(name, city, state),
            new Institution
            {
                Id = default,
                Name = name,
                Phone = PhoneOf(Cell(line, 139, 148)),
                Address = new PostalAddress { Line1 = Cell(line, 72, 107), City = city, State = state, PostalCode = PostalCodeOf(line), Country = "USA" },
            },
            number);
    }

    /// <summary>What stands from one column to another, both counted from 1; null for blanks.</summary>
    private static string? Cell(string line, int from, int to) => CellText.Clean(line[(from - 1)..to]);

    private static string? PostalCodeOf(string line) => (Cell(line, 130, 134), Cell(line, 135, 138)) switch
    {
        ({ } code, null or "0000") => code,
        ({ } code, { } more) => $"{code}-{more}",
        _ => null,
    };

    private static string? PhoneOf(string? digits) => digits switch
    {
        null or "0000000000" => null,
        { Length: 10 } => $"{digits[..3]}-{digits[3..6]}-{digits[6..]}",
        _ => digits,
    };
}
