using Tributary.Core.Customers;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Partners;
using Tributary.Core.Subscriptions;

namespace Tributary.Core.Secrets;

/// <summary>Whom a data key belongs to: one per customer, one per partner.</summary>
/// <param name="Kind"><c>customer</c> or <c>partner</c>.</param>
/// <param name="Id">The customer's or partner's id.</param>
public readonly record struct KeyScope(string Kind, long Id)
{
    /// <summary>The scope of one customer's credentials.</summary>
    /// <param name="id">The customer.</param>
    /// <returns>The scope.</returns>
    public static KeyScope Of(CustomerId id) => new("customer", id.Value);

    /// <summary>The scope of one partner's own secrets.</summary>
    /// <param name="id">The partner.</param>
    /// <returns>The scope.</returns>
    public static KeyScope Of(PartnerId id) => new("partner", id.Value);

    /// <inheritdoc/>
    public override string ToString() => $"{Kind}:{Id}";
}

/// <summary>Where a sealed value lies. Sealing binds the value to all of it.</summary>
/// <param name="Scope">Whose data key seals it.</param>
/// <param name="LoginId">The institution login it belongs to, or 0 where it belongs to none.</param>
/// <param name="Field">The field's name: a login field id, or a name such as <c>secret</c>.</param>
public readonly record struct SecretAddress(KeyScope Scope, long LoginId, string Field)
{
    /// <summary>A partner's own secret.</summary>
    /// <param name="partner">The partner.</param>
    /// <param name="field">Which of its secrets.</param>
    /// <returns>The address.</returns>
    public static SecretAddress OfPartner(PartnerId partner, string field) => new(KeyScope.Of(partner), 0, field);

    /// <summary>One credential of an institution login.</summary>
    /// <param name="customer">The login's customer.</param>
    /// <param name="login">The login.</param>
    /// <param name="field">The login field's id.</param>
    /// <returns>The address.</returns>
    public static SecretAddress OfLogin(CustomerId customer, InstitutionLoginId login, string field) =>
        new(KeyScope.Of(customer), login.Value, field);

    /// <summary>The key that signs what a subscription is told.</summary>
    /// <param name="customer">The subscription's customer.</param>
    /// <param name="subscription">The subscription.</param>
    /// <returns>The address.</returns>
    public static SecretAddress OfSubscription(CustomerId customer, SubscriptionId subscription) =>
        new(KeyScope.Of(customer), 0, $"subscription.{subscription}.signing-key");
}

/// <summary>A scope's data key as the store keeps it: wrapped by the master key, useless without it.</summary>
/// <param name="Id">Names the key in sealed values; never reused.</param>
/// <param name="Scope">Whose key it is.</param>
/// <param name="Wrapped">The wrapped key.</param>
public sealed record WrappedDataKey(long Id, KeyScope Scope, byte[] Wrapped);
