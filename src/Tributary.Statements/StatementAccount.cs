namespace Tributary.Statements;

/// <summary>The account of a statement, as the file names it.</summary>
public sealed record StatementAccount
{
    /// <summary>What sort of statement names the account.</summary>
    public required StatementAccountKind Kind { get; init; }

    /// <summary>The type in the format's own capital words (OFX: CHECKING, SAVINGS, MONEYMRKT, CREDITLINE, CD…); null when missing.</summary>
    public string? Type { get; init; }

    /// <summary>Routing number, bank code or the like (OFX BANKID); null when missing.</summary>
    public string? BankId { get; init; }

    /// <summary>Branch (OFX BRANCHID); null when missing.</summary>
    public string? BranchId { get; init; }

    /// <summary>The account or card number as written, perhaps masked by the institution (OFX ACCTID); null when missing.</summary>
    public string? Number { get; init; }

    /// <summary>Kind, type and at most the last four characters of the number, so that a log line gives nothing away.</summary>
    public override string ToString()
    {
        var type = Type is null ? "" : " " + Type;
        return Number is { Length: > 4 } ? $"{Kind}{type} …{Number[^4..]}" : $"{Kind}{type}";
    }
}

/// <summary>The sorts of account that statements are read for.</summary>
public enum StatementAccountKind
{
    /// <summary>A deposit or credit-line account at a bank (OFX STMTRS).</summary>
    Bank,

    /// <summary>A card account (OFX CCSTMTRS).</summary>
    CreditCard,
}
