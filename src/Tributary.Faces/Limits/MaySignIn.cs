namespace Tributary.Faces.Limits;

/// <summary>Marks routes whose calls may wait for somebody else: an institution, a program's callback.</summary>
internal sealed class MaySignIn
{
    public static MaySignIn Mark { get; } = new();
}
