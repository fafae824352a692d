namespace Tributary.Faces.Wire;

/// <summary>The two formats that the older protocols speak.</summary>
internal enum WireFormat
{
    Json,
    Xml,
}
