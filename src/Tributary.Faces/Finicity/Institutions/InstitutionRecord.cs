using Tributary.Core.Institutions;
using Tributary.Core.Transactions;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Institutions;

/// <summary>
/// The institution record (Finicity Institutions, version 1). Every member is always written, empty where nothing is known: a Python
/// program of 2016 reads them all without looking. Tributary knows no product page, so that one is always empty.
/// </summary>
internal static class InstitutionRecord
{
    public static FinicityAnswer Answer(Institution institution) =>
        FinicityAnswer.Ok(wire => wire.Document("institution", () => Write(wire, institution)));

    public static FinicityAnswer Details(Institution institution) => FinicityAnswer.Ok(wire => wire.Document("institutionDetails", () =>
    {
        wire.Record("institution", () => Write(wire, institution));
        wire.List("loginForm", "loginField", institution.LoginForm, field => LoginFieldRecord.Write(wire, field));
    }));

    public static FinicityAnswer List(Page<Institution> page, bool hasMore, DateTimeOffset now) => FinicityAnswer.Ok(wire =>
        wire.ListDocument("institutions", "institution", page.Items, institution => Write(wire, institution), () =>
        {
            wire.Number("found", page.Total);
            wire.Number("displaying", page.Items.Count);
            wire.Flag("moreAvailable", hasMore);
            if (!wire.IsXml)
                wire.Number("createdDate", EpochTime.Of(now));
        }));

    private static void Write(WireWriter wire, Institution institution)
    {
        wire.Number("id", institution.Id.Value);
        wire.Text("name", institution.Name);
        wire.Text("accountTypeDescription", institution.AccountTypeDescription);
        wire.Text("urlHomeApp", institution.HomeUrl ?? "");
        wire.Text("urlLogonApp", institution.LogonUrl ?? "");
        wire.Text("urlProductApp", "");
        wire.Text("phone", institution.Phone ?? "");
        wire.Text("currency", institution.Currency.Code);
        wire.Text("email", institution.Email ?? "");
        wire.Text("specialText", institution.SpecialText ?? "");
        wire.Record("address", () => Write(wire, institution.Address));
    }

    public static void Write(WireWriter wire, PostalAddress address)
    {
        wire.Text("addressLine1", address.Line1 ?? "");
        wire.Text("addressLine2", address.Line2 ?? "");
        wire.Text("city", address.City ?? "");
        wire.Text("state", address.State ?? "");
        wire.Text("postalCode", address.PostalCode ?? "");
        wire.Text("country", address.Country ?? "");
    }
}
