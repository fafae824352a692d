using Tributary.Core.Institutions;
using Tributary.Core.Transactions;
using Tributary.Faces.Wire;

namespace Tributary.Faces.TributaryApi;

/// <summary>An institution of the directory in this API's own form, the same in JSON and XML; what is not known is left out.</summary>
internal static class InstitutionRecord
{
    private const string Root = "institutions";
    private const string Item = "institution";

    /// <summary>Every listed institution, by name.</summary>
    public static void WriteWholeList(WireWriter wire, DirectorySnapshot snapshot) => wire.ListDocument(
        Root,
        Item,
        snapshot.List(),
        institution => Write(wire, institution, snapshot.IsSupported(institution.Id)),
        () => wire.Number("found", snapshot.Listed));

    public static void WritePage(WireWriter wire, Page<Institution> page, InstitutionDirectory directory) => wire.ListDocument(
        Root,
        Item,
        page.Items,
        institution => Write(wire, institution, directory.IsSupported(institution.Id)),
        () => wire.Number("found", page.Total));

    public static void Write(WireWriter wire, Institution institution, bool isSupported)
    {
        wire.Number("id", institution.Id.Value);
        wire.Text("name", institution.Name);
        wire.Text("type", institution.AccountTypeDescription);
        wire.Flag("isSupported", isSupported);
        wire.TextIfAny("homeUrl", institution.HomeUrl);
        wire.TextIfAny("logonUrl", institution.LogonUrl);
        wire.TextIfAny("phone", institution.Phone);
        wire.TextIfAny("email", institution.Email);
        wire.TextIfAny("address", institution.Address.Line1);
        wire.TextIfAny("address2", institution.Address.Line2);
        wire.TextIfAny("city", institution.Address.City);
        wire.TextIfAny("state", institution.Address.State);
        wire.TextIfAny("postalCode", institution.Address.PostalCode);
        wire.TextIfAny("country", institution.Address.Country);
        if (institution.RoutingNumbers.Count > 0)
            wire.Words("routingNumbers", "routingNumber", institution.RoutingNumbers);
        if (institution.Ofx is { } ofx)
            wire.Record("ofx", () => Write(wire, ofx));
        if (institution.VanishedAt is { } vanishedAt)
            wire.Text("vanishedAt", vanishedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));
    }

    private static void Write(WireWriter wire, OfxService ofx)
    {
        wire.Text("url", ofx.Url);
        wire.TextIfAny("org", ofx.Org);
        wire.TextIfAny("fid", ofx.Fid);
        wire.TextIfAny("brokerId", ofx.BrokerId);
        wire.TextIfAny("bankId", ofx.BankId);
        wire.TextIfAny("version", ofx.Version);
    }
}
