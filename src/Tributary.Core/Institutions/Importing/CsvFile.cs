namespace Tributary.Core.Institutions.Importing;

/// <summary>Institutions as comma-separated rows under a row of column names; the operator guide tells the columns.</summary>
internal static class CsvFile
{
    private const string Key = "key";
    private const string Name = "name";
    private const string Routings = "routing numbers";

    /// <summary>Column names, all lower-case words, and what else they are called.</summary>
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        [Key] = Key, ["id"] = Key,
        [Name] = Name, ["institution"] = Name, ["institution name"] = Name,
        ["type"] = "type",
        ["home url"] = "home url", ["url"] = "home url", ["website"] = "home url", ["web"] = "home url",
        ["logon url"] = "logon url", ["login url"] = "logon url",
        ["phone"] = "phone", ["telephone"] = "phone",
        ["email"] = "email",
        ["address"] = "address", ["address 1"] = "address", ["street"] = "address",
        ["address 2"] = "address 2",
        ["city"] = "city",
        ["state"] = "state",
        ["postal code"] = "postal code", ["zip"] = "postal code", ["zip code"] = "postal code",
        ["country"] = "country",
        [Routings] = Routings, ["routing number"] = Routings, ["routing"] = Routings, ["aba"] = Routings,
        ["ofx url"] = "ofx url",
        ["ofx org"] = "ofx org",
        ["ofx fid"] = "ofx fid",
        ["ofx broker id"] = "ofx broker id",
        ["ofx bank id"] = "ofx bank id",
        ["ofx version"] = "ofx version",
    };

    public static List<GivenInstitution> Read(TextReader file, ProblemList problems, CancellationToken cancellationToken)
    {
        var rows = new CsvRows(file, problems);
        if (ReadHead(rows.Read(), problems) is not { } columns)
            return [];
        var given = new Dictionary<string, GivenInstitution>(StringComparer.Ordinal);
        while (rows.Read() is { } row)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.Count > columns.Length)
                problems.Error(row[columns.Length].Line, row[columns.Length].Column, "too-many-cells", $"The row has {row.Count} cells, the head {columns.Length}.");
            else if (ReadRow(row, columns, problems) is { } institution)
                Take(institution, columns.Contains(Key, StringComparer.Ordinal), given, problems);
        }

        return [.. given.Values];
    }

    private static string?[]? ReadHead(List<CsvCell>? head, ProblemList problems)
    {
        if (head is null)
        {
            if (!problems.HasErrors)
                problems.Error(1, 1, "empty", "The file is empty.");
            return null;
        }

        var columns = new string?[head.Count];
        for (var i = 0; i < head.Count; i++)
        {
            var told = CellText.Clean(head[i].Text) ?? "";
            columns[i] = Columns.GetValueOrDefault(told.ToLowerInvariant().Replace('_', ' ').Replace('-', ' '));
            if (columns[i] is null)
                problems.Warn(head[i].Line, head[i].Column, "column-unknown", $"The column '{told}' is not known and left out.");
            else if (Array.IndexOf(columns, columns[i]) < i)
                problems.Error(head[i].Line, head[i].Column, "column-twice", $"The column '{columns[i]}' is there twice.");
        }

        if (!columns.Contains(Name, StringComparer.Ordinal))
            problems.Error(head[0].Line, head[0].Column, "name-missing", "The first row names no column 'name'.");
        return problems.HasErrors ? null : columns;
    }

    private static GivenInstitution? ReadRow(List<CsvCell> row, string?[] columns, ProblemList problems)
    {
        var (line, column) = (row[0].Line, row[0].Column);
        if (Cell(Name) is not { } name)
        {
            problems.Error(line, At(Name)?.Column ?? column, "name-missing", "The row has no name.");
            return null;
        }

        var key = Cell(Key);
        if (key is null && columns.Contains(Key, StringComparer.Ordinal))
            problems.Error(line, At(Key)?.Column ?? column, "key-missing", "The row has no key, though the file has a column for it.");
        var institution = new Institution
        {
            Id = default,
            Name = name,
            AccountTypeDescription = Cell("type") ?? "Banking",
            HomeUrl = Cell("home url"),
            LogonUrl = Cell("logon url"),
            Phone = Cell("phone"),
            Email = Cell("email"),
            Address = new PostalAddress
            {
                Line1 = Cell("address"),
                Line2 = Cell("address 2"),
                City = Cell("city"),
                State = Cell("state"),
                PostalCode = Cell("postal code"),
                Country = Cell("country"),
            },
            RoutingNumbers = ReadRoutings(At(Routings), problems),
            Ofx = Cell("ofx url") is { } url
                ? new OfxService
                {
                    Url = url,
                    Org = Cell("ofx org"),
                    Fid = Cell("ofx fid"),
                    BrokerId = Cell("ofx broker id"),
                    BankId = Cell("ofx bank id"),
                    Version = Cell("ofx version"),
                }
                : null,
        };
        return new GivenInstitution(
            key ?? GivenInstitution.KeyOf(name, institution.Address.City, institution.Address.State), institution, line);

        CsvCell? At(string wanted) => Array.IndexOf(columns, wanted) is >= 0 and var i && i < row.Count ? row[i] : null;

        string? Cell(string wanted) => At(wanted) is { } cell ? CellText.Clean(cell.Text) : null;
    }

    private static IReadOnlyList<string> ReadRoutings(CsvCell? cell, ProblemList problems)
    {
        if (cell is not { } told || told.Text.Length == 0)
            return [];
        var numbers = told.Text.Split([' ', ',', ';', '|', '/'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var number in numbers)
        {
            if (!RoutingNumber.IsWritten(number))
                problems.Error(told.Line, told.Column, "routing-number", $"'{number}' is no routing number; those have nine digits.");
            else if (!RoutingNumber.HasRightDigits(number))
                problems.Warn(told.Line, told.Column, "routing-number", $"{number} is taken as it is, though its last digit does not fit the others.");
        }

        return [.. numbers.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>Rows of one name and place are one institution with the routing numbers of all; rows of one key are a mistake.</summary>
    private static void Take(GivenInstitution institution, bool hasKeys, Dictionary<string, GivenInstitution> given, ProblemList problems)
    {
        if (given.TryAdd(institution.Key, institution))
            return;
        var first = given[institution.Key];
        if (hasKeys)
        {
            problems.Error(institution.Line, 1, "key-twice", $"The key '{institution.Key}' is also that of line {first.Line}.");
            return;
        }

        problems.Warn(institution.Line, 1, "row-twice", $"The row has name and place of line {first.Line}; of this one only the routing numbers are taken.");
        given[institution.Key] = first with
        {
            Institution = first.Institution with
            {
                RoutingNumbers = [.. first.Institution.RoutingNumbers.Union(institution.Institution.RoutingNumbers, StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            },
        };
    }
}
