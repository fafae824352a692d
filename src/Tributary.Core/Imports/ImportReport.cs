using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Money;

namespace Tributary.Core.Imports;

/// <summary>What an import found and did.</summary>
/// <param name="Format">What the file is; null where it is no statement file.</param>
/// <param name="Customer">Whose accounts; null where nothing was imported.</param>
/// <param name="Accounts">The accounts it tells of, in the file's order; empty where nothing was imported.</param>
/// <param name="Problems">What could not be read, in the file's order.</param>
public sealed record ImportReport(
    string? Format, Customer? Customer, IReadOnlyList<ImportedAccount> Accounts, IReadOnlyList<FileProblem> Problems);

/// <summary>One account of an imported file. The four counts add up to what was found, but for vanished ones, which were not.</summary>
public sealed record ImportedAccount
{
    /// <summary>The account as it is now.</summary>
    public required Account Account { get; init; }

    /// <summary>The bank the file names.</summary>
    public required string Source { get; init; }

    /// <summary>The currency the file says; the account keeps the one it began with.</summary>
    public required Currency FileCurrency { get; init; }

    /// <summary>Whether the account was first seen in this file.</summary>
    public required bool IsNew { get; init; }

    /// <summary>Transactions in the file.</summary>
    public required int Found { get; init; }

    /// <summary>Transactions that were new.</summary>
    public required int Added { get; init; }

    /// <summary>Transactions that changed one already known.</summary>
    public required int Modified { get; init; }

    /// <summary>Transactions known that the file, complete for its days, no longer shows.</summary>
    public required int Vanished { get; init; }

    /// <summary>Transactions already known as they are.</summary>
    public required int AlreadyKnown { get; init; }

    /// <summary>Day of the earliest transaction in the file.</summary>
    public required DateOnly? From { get; init; }

    /// <summary>Day of the latest.</summary>
    public required DateOnly? To { get; init; }
}
