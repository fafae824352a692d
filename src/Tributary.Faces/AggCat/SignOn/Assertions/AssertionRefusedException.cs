namespace Tributary.Faces.AggCat.SignOn.Assertions;

/// <summary>An assertion that is not accepted. The reason is for the operator's log; it never repeats what the assertion said.</summary>
internal sealed class AssertionRefusedException(string reason) : Exception(reason);
