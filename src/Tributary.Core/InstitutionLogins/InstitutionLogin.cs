using System.Globalization;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.Institutions;

namespace Tributary.Core.InstitutionLogins;

/// <summary>An institution login's id.</summary>
/// <param name="Value">Positive and below 2^53; the one id Finicity writes as a JSON number.</param>
public readonly record struct InstitutionLoginId(long Value)
{
    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One set of a customer's credentials at one institution, together with every account they reach.</summary>
public sealed record InstitutionLogin
{
    /// <summary>Whose.</summary>
    public required CustomerId CustomerId { get; init; }

    /// <summary>The id.</summary>
    public required InstitutionLoginId Id { get; init; }

    /// <summary>Where.</summary>
    public required InstitutionId InstitutionId { get; init; }

    /// <summary>
    /// Fingerprint of who signs in (the login form's fields that are not masked), by which a repeated discovery with the same
    /// user id finds this login again even when the password has changed.
    /// </summary>
    public required byte[] IdentityTag { get; init; }

    /// <summary>What a person may call it where the institution alone does not tell: the bank a statement file came from.</summary>
    public string? Label { get; init; }

    /// <summary>How the last attempt ended; null before the first.</summary>
    public AggregationStatus? Status { get; init; }

    /// <summary>When aggregation was last attempted.</summary>
    public DateTimeOffset? AttemptAt { get; init; }

    /// <summary>When it last succeeded.</summary>
    public DateTimeOffset? SuccessAt { get; init; }

    /// <summary>When the login was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>One sealed value of a login: a credential, or what the connector wants to remember between sign-ins.</summary>
/// <param name="Field">Login field id, or <see cref="Remembered"/>.</param>
/// <param name="Value">The sealed bytes.</param>
public sealed record SealedField(string Field, byte[] Value)
{
    /// <summary>The field under which a connector's memory (a device cookie, an access key) is kept.</summary>
    public const string Remembered = "@remembered";
}
