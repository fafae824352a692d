namespace Tributary.Vault;

/// <summary>
/// Every use of a key has a label of its own, so that what was made for one use means nothing to another. Each ends in the
/// number of its layout; whoever changes what stands behind a label gives it the next number.
/// </summary>
internal static class Labels
{
    // Derived from the master key by HKDF.
    public const string MasterKeyId = "tributary/master-key-id/1";
    public const string KeyCheck = "tributary/key-check/1";
    public const string WrappingKey = "tributary/wrapping-key/1";

    // Bound to ciphertexts as associated data.
    public const string WrappedDataKey = "tributary/wrapped-data-key/1";
    public const string WrappedLookupKey = "tributary/wrapped-lookup-key/1";
    public const string SealedValue = "tributary/sealed-value/1";

    // Derived from the lookup key by HKDF, together with the tag's purpose.
    public const string Tag = "tributary/tag/1";
}
