namespace Tributary.Client;

/// <summary>An account (Finicity Customer Accounts). Ids are opaque texts, whatever the wire writes them as.</summary>
public sealed record FinicityAccount
{
    /// <summary>The account's id.</summary>
    public required string Id { get; init; }

    /// <summary>The account number, masked by some servers.</summary>
    public string? Number { get; init; }

    /// <summary>What the institution calls it.</summary>
    public string? Name { get; init; }

    /// <summary>The type: <c>checking</c>, <c>savings</c>, <c>creditCard</c>, <c>investment</c>…; a server may know more than this package.</summary>
    public string? Type { get; init; }

    /// <summary><c>active</c>, or <c>pending</c> before activation.</summary>
    public string? Status { get; init; }

    /// <summary>The balance in <see cref="Currency"/>; negative for debts. Null where the server does not know.</summary>
    public decimal? Balance { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string? Currency { get; init; }

    /// <summary>When the balance was true, UTC.</summary>
    public DateTimeOffset? BalanceDate { get; init; }

    /// <summary>Whose account.</summary>
    public string? CustomerId { get; init; }

    /// <summary>At which institution.</summary>
    public string? InstitutionId { get; init; }

    /// <summary>The login that reaches it, for <see cref="FinicityClient.RefreshLoginAsync"/>.</summary>
    public string? InstitutionLoginId { get; init; }

    /// <summary>How the last attempt to bring it up to date ended; 0 is success, null before the first.</summary>
    public int? AggregationStatusCode { get; init; }
}
