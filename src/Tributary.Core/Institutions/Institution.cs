using System.Globalization;
using Tributary.Core.Money;

namespace Tributary.Core.Institutions;

/// <summary>An institution's id in the directory.</summary>
/// <param name="Value">Positive and below 2^53; the demo banks keep the numbers Finicity and Intuit gave them.</param>
public readonly record struct InstitutionId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A bank, card issuer, broker or lender in the directory.</summary>
public sealed record Institution
{
    /// <summary>The id.</summary>
    public required InstitutionId Id { get; init; }

    /// <summary>The name people search for.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of accounts it holds, in Finicity's words: Banking, Investments, Mortgages and Loans…</summary>
    public string AccountTypeDescription { get; init; } = "Banking";

    /// <summary>Its home page.</summary>
    public string? HomeUrl { get; init; }

    /// <summary>Its sign-in page.</summary>
    public string? LogonUrl { get; init; }

    /// <summary>Telephone number as it writes it.</summary>
    public string? Phone { get; init; }

    /// <summary>E-mail address or contact page.</summary>
    public string? Email { get; init; }

    /// <summary>What a person should know before signing in.</summary>
    public string? SpecialText { get; init; }

    /// <summary>The currency of its accounts unless an account says otherwise.</summary>
    public Currency Currency { get; init; } = Currency.Usd;

    /// <summary>Where it is.</summary>
    public PostalAddress Address { get; init; } = new();

    /// <summary>What it asks to sign in, in display order; empty where nobody signs in (statement files).</summary>
    public IReadOnlyList<LoginField> LoginForm { get; init; } = [];

    /// <summary>Its routing numbers, nine digits each, ascending; empty where none is known.</summary>
    public IReadOnlyList<string> RoutingNumbers { get; init; } = [];

    /// <summary>Its OFX service; null where none is known.</summary>
    public OfxService? Ofx { get; init; }

    /// <summary>When an import first missed it, in UTC; null while it is there. One that has vanished is not listed, and still found by its id.</summary>
    public DateTimeOffset? VanishedAt { get; init; }

    /// <summary>A demo bank: open to testing customers only.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Whether the directory shows it; statement files are an institution nobody searches for.</summary>
    public bool IsListed { get; init; } = true;
}

/// <summary>A postal address; every part may be missing.</summary>
public sealed record PostalAddress
{
    /// <summary>Street.</summary>
    public string? Line1 { get; init; }

    /// <summary>Second line.</summary>
    public string? Line2 { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>State or province.</summary>
    public string? State { get; init; }

    /// <summary>Postal code.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Country as the institution writes it, usually <c>USA</c>.</summary>
    public string? Country { get; init; }
}

/// <summary>One thing an institution asks for at sign-in.</summary>
public sealed record LoginField
{
    /// <summary>The id to send back: the institution's id times 1000 plus an ordinal, e.g. 101732001.</summary>
    public required string Id { get; init; }

    /// <summary>The institution's own name for it, e.g. <c>Banking Userid</c>; AggCat programs send this instead of the id.</summary>
    public required string Name { get; init; }

    /// <summary>The label to show.</summary>
    public required string Description { get; init; }

    /// <summary>What to tell the person who fills it in.</summary>
    public string? Instructions { get; init; }

    /// <summary>Position in the form, ascending from 1.</summary>
    public required int DisplayOrder { get; init; }

    /// <summary>Whether typing must be hidden. The fields that are not masked name the person at the institution.</summary>
    public required bool IsMasked { get; init; }

    /// <summary>Shortest value, or 0 where unknown.</summary>
    public int MinLength { get; init; }

    /// <summary>Longest value, or 0 where unknown.</summary>
    public int MaxLength { get; init; }
}
