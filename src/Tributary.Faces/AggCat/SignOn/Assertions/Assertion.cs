namespace Tributary.Faces.AggCat.SignOn.Assertions;

/// <summary>What an assertion claims.</summary>
/// <param name="Id">Its own id, used once.</param>
/// <param name="Issuer">The application's identity provider id.</param>
/// <param name="Audience">For whom it is; clients name themselves.</param>
/// <param name="CustomerName">The customer, as the program calls it.</param>
/// <param name="NotBefore">From when it holds.</param>
/// <param name="NotOnOrAfter">Until when, exclusively.</param>
internal sealed record Assertion(
    string Id, string Issuer, string Audience, string CustomerName, DateTimeOffset NotBefore, DateTimeOffset NotOnOrAfter);
