namespace Tributary.Core.Errors;

/// <summary>Names that people give to things of theirs.</summary>
internal static class GivenName
{
    /// <summary>Refuses a name that is blank, too long, or not to be shown on one line.</summary>
    /// <exception cref="TributaryException"><c>request.parameter-missing</c>, <c>request.parameter-invalid</c>.</exception>
    public static void Require(string parameter, string name, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new TributaryException(ErrorCatalogue.ParameterMissing, parameter);
        if (name.Length > maxLength || name.Any(char.IsControl))
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, parameter);
    }
}
