namespace Tributary.Core.Customers;

/// <summary>What a partner may tell of a customer beside the username. Each up to 255 characters on one line; null where it tells nothing.</summary>
/// <param name="FirstName">Given name.</param>
/// <param name="LastName">Family name.</param>
/// <param name="Phone">Telephone number.</param>
/// <param name="Email">Mail address.</param>
public sealed record CustomerDetails(string? FirstName = null, string? LastName = null, string? Phone = null, string? Email = null);
