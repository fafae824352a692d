namespace Tributary.Core.Secrets;

/// <summary>
/// A sealed value could not be opened: altered, moved to another row, truncated, or its data key was destroyed.
/// Never carries the value or the bytes.
/// </summary>
/// <param name="message">What was found, without any secret.</param>
public sealed class SealBrokenException(string message) : Exception(message);
