using Tributary.Core.Errors;
using Tributary.Core.Institutions;
using Tributary.Core.Secrets;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Institutions;

/// <summary>
/// A filled login form in a request: the <c>credentials</c> of adding accounts and the <c>loginForm</c> of changing credentials are
/// the same list of <c>id</c> and <c>value</c>. Ids come quoted or not. A field's name in place of its id is answered as the vendor
/// did: <c>10005 Missing parameter (id)</c>.
/// </summary>
internal static class FilledLoginForm
{
    /// <summary>Reads the values by login field id.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="list"><c>credentials</c> or <c>loginForm</c>.</param>
    /// <param name="institution">Whose form it is.</param>
    /// <exception cref="TributaryException"><c>request.parameter-missing</c>: the list, an id of this form, or a value.</exception>
    public static Dictionary<string, Secret> Read(WireNode body, string list, Institution institution)
    {
        var values = new Dictionary<string, Secret>(StringComparer.Ordinal);
        foreach (var field in body.Find(list)?.Items("loginField") ?? [])
        {
            var id = FinicityCall.Require(field, "id");
            if (institution.LoginForm.All(known => known.Id != id))
                throw Missing("id");
            if (!values.TryAdd(id, new Secret(field.Value("value") ?? throw Missing("value"))))
                throw new TributaryException(ErrorCatalogue.ParameterInvalid, $"id {id} is given twice");
        }

        return values.Count > 0 ? values : throw Missing(list);
    }

    private static TributaryException Missing(string parameter) => new(ErrorCatalogue.ParameterMissing, parameter);
}
