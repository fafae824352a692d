using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tributary.Core.Secrets;

/// <summary>
/// A value that must never be seen: a bank password, an answer to a challenge, a token, a partner's secret.
/// Its text form is <c>***</c>, so that a log line, an exception message or an interpolated text cannot carry it by accident;
/// whoever needs the value says so with <see cref="Reveal"/>. Equality compares in constant time.
/// </summary>
[DebuggerDisplay("***")]
[JsonConverter(typeof(HiddenJson))]
public sealed class Secret : IEquatable<Secret>, IDisposable
{
    private readonly byte[] _utf8;
    private bool _isDisposed;

    /// <summary>Keeps a copy of the given UTF-8 bytes.</summary>
    /// <param name="utf8">The value as UTF-8.</param>
    public Secret(ReadOnlySpan<byte> utf8) => _utf8 = utf8.ToArray();

    /// <summary>Keeps the given text.</summary>
    /// <param name="text">The value.</param>
    public Secret(string text) => _utf8 = Encoding.UTF8.GetBytes(text);

    /// <summary>Whether the value is the empty text.</summary>
    public bool IsEmpty => _utf8.Length == 0;

    /// <summary>The value's UTF-8 bytes; not a copy, so do not keep them beyond the secret's life.</summary>
    /// <returns>The bytes.</returns>
    /// <exception cref="ObjectDisposedException">The value was overwritten already.</exception>
    public ReadOnlySpan<byte> RevealBytes()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return _utf8;
    }

    /// <summary>The value as text.</summary>
    /// <returns>The text.</returns>
    /// <exception cref="ObjectDisposedException">The value was overwritten already.</exception>
    public string Reveal() => Encoding.UTF8.GetString(RevealBytes());

    /// <inheritdoc/>
    public bool Equals(Secret? other) => other is not null && CryptographicOperations.FixedTimeEquals(_utf8, other._utf8);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Secret);

    /// <summary>A constant: hashing a secret would tell something about it.</summary>
    /// <returns>Zero.</returns>
    public override int GetHashCode() => 0;

    /// <summary>Three asterisks, whatever the value.</summary>
    /// <returns><c>***</c></returns>
    public override string ToString() => "***";

    /// <summary>Overwrites the value in memory. Best effort: copies made by <see cref="Reveal"/> are out of reach.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        CryptographicOperations.ZeroMemory(_utf8);
    }

    /// <summary>A secret inside an object that is serialized shows as <c>***</c>; none is ever read from JSON by accident.</summary>
    private sealed class HiddenJson : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException("A secret is not read from JSON.");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue("***");
    }
}
