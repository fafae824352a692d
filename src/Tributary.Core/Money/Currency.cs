namespace Tributary.Core.Money;

/// <summary>
/// An ISO 4217 currency code, three upper-case letters such as <c>USD</c>. Any three letters are taken: institutions name
/// withdrawn and metal currencies, and a code nobody knows is still what the institution said.
/// The default value is no currency and prints as an empty text.
/// </summary>
public readonly record struct Currency
{
    private readonly string? _code;

    private Currency(string code) => _code = code;

    /// <summary>United States dollar, the currency of the demo banks and of Finicity's samples.</summary>
    public static Currency Usd { get; } = new("USD");

    /// <summary>The three letters, or an empty text for the default value.</summary>
    public string Code => _code ?? "";

    /// <summary>Reads a code, ignoring letter case and surrounding blanks.</summary>
    /// <param name="text">Three letters.</param>
    /// <param name="currency">The currency, when the text is one.</param>
    /// <returns>False when the text is not three ASCII letters.</returns>
    public static bool TryParse(string? text, out Currency currency)
    {
        var code = text?.Trim();
        if (code is not { Length: 3 } || !code.All(char.IsAsciiLetter))
        {
            currency = default;
            return false;
        }

        currency = new Currency(code.ToUpperInvariant());
        return true;
    }

    /// <summary>Reads a code that must be one.</summary>
    /// <param name="text">Three letters.</param>
    /// <returns>The currency.</returns>
    /// <exception cref="FormatException">The text is not three ASCII letters.</exception>
    public static Currency Parse(string text) =>
        TryParse(text, out var currency) ? currency : throw new FormatException($"'{text}' is not a three-letter currency code.");

    /// <inheritdoc/>
    public override string ToString() => Code;
}
