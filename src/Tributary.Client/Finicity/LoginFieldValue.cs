namespace Tributary.Client;

/// <summary>What a customer filled into one field of an institution's login form. Its text form leaves the value out.</summary>
/// <param name="id">The field's id from the login form, such as <c>101732001</c>; not its name.</param>
/// <param name="value">What the customer typed.</param>
public sealed class LoginFieldValue(string id, string value)
{
    /// <summary>The field's id.</summary>
    public string Id { get; } = id;

    /// <summary>What the customer typed.</summary>
    public string Value { get; } = value;

    /// <summary>The field's id, without its value.</summary>
    /// <returns>The id.</returns>
    public override string ToString() => $"login field {Id}";
}
