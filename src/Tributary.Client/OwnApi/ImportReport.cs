namespace Tributary.Client;

/// <summary>What an import found and did.</summary>
public sealed record ImportReport
{
    /// <summary>What the file is, for people: <c>OFX 1.02 (SGML)</c>. Null where it is no statement file.</summary>
    public string? Format { get; init; }

    /// <summary>Whose accounts; null where nothing was imported.</summary>
    public ImportCustomer? Customer { get; init; }

    /// <summary>The accounts it tells of, in the file's order; empty where nothing was imported.</summary>
    public IReadOnlyList<ImportedAccount> Accounts { get; init; } = [];

    /// <summary>What could not be read, in the file's order.</summary>
    public IReadOnlyList<FileProblem> Problems { get; init; } = [];
}

/// <summary>The customer a file was imported for.</summary>
/// <param name="Id">The customer's id, by which programs ask for the accounts.</param>
/// <param name="Username">The customer's username.</param>
public sealed record ImportCustomer(string Id, string Username);

/// <summary>One account of an imported file.</summary>
public sealed record ImportedAccount
{
    /// <summary>The account's id.</summary>
    public required string Id { get; init; }

    /// <summary>The bank the file names.</summary>
    public string Source { get; init; } = "";

    /// <summary>The account number in the file.</summary>
    public string Number { get; init; } = "";

    /// <summary>The account's name.</summary>
    public string Name { get; init; } = "";

    /// <summary>The type: <c>checking</c>, <c>savings</c>, <c>creditCard</c>…</summary>
    public string Type { get; init; } = "";

    /// <summary>ISO 4217 code.</summary>
    public string Currency { get; init; } = "";

    /// <summary>The balance in <see cref="Currency"/>; null where the file does not tell one.</summary>
    public decimal? Balance { get; init; }

    /// <summary>Whether the account was first seen in this file.</summary>
    public bool IsNew { get; init; }

    /// <summary>Transactions in the file.</summary>
    public int Found { get; init; }

    /// <summary>Transactions that were new.</summary>
    public int Added { get; init; }

    /// <summary>Transactions that changed one already known.</summary>
    public int Modified { get; init; }

    /// <summary>Transactions known that the file, complete for its days, no longer shows.</summary>
    public int Vanished { get; init; }

    /// <summary>Transactions already known as they are.</summary>
    public int AlreadyKnown { get; init; }

    /// <summary>Day of the earliest transaction in the file; null where it has none.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Day of the latest.</summary>
    public DateOnly? To { get; init; }
}

/// <summary>Something in a file that could not be read or looks wrong.</summary>
public sealed record FileProblem
{
    /// <summary>Where, counted from 1.</summary>
    public int Line { get; init; }

    /// <summary>Where in the line, counted from 1.</summary>
    public int Column { get; init; }

    /// <summary><c>error</c> where something was left out for it; <c>warning</c> otherwise.</summary>
    public string Severity { get; init; } = "error";

    /// <summary>Stable short name of the kind of problem.</summary>
    public string Code { get; init; } = "";

    /// <summary>What is wrong, for people.</summary>
    public string Text { get; init; } = "";
}
