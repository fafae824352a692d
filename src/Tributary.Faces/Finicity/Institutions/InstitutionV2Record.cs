using Tributary.Core.Institutions;
using Tributary.Core.Transactions;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Institutions;

/// <summary>
/// The institution record of version 2 (Finicity Institutions). What an institution is good for is told by flags; programs generated from the
/// vendor's document refuse a record without them.
/// </summary>
internal static class InstitutionV2Record
{
    private const string Online = "online";

    private static readonly string[] ProductionServices = ["overallStatus", "transAgg", "voa", "voi", "stateAgg", "ach", "aha"];

    public static FinicityAnswer Answer(Institution institution, Uri server) => FinicityAnswer.Ok(wire =>
        wire.Document("institution", () => wire.Record("institution", () => Write(wire, institution, server))));

    public static FinicityAnswer List(Page<Institution> page, bool hasMore, DateTimeOffset now, Uri server) => FinicityAnswer.Ok(wire =>
        wire.ListDocument(
            "institutions",
            "institution",
            page.Items,
            institution => Write(wire, institution, server),
            () => WriteFigures(wire, page, hasMore, "createdDate", now)));

    public static FinicityAnswer CertifiedList(Page<Institution> page, bool hasMore, DateTimeOffset now) => FinicityAnswer.Ok(wire =>
        wire.ListDocument(
            "institutions",
            "institution",
            page.Items,
            institution => WriteCertified(wire, institution),
            () => WriteFigures(wire, page, hasMore, "requestedDate", now)));

    public static FinicityAnswer Branding(Institution institution, Uri server) =>
        FinicityAnswer.Ok(wire => wire.Document("branding", () => WriteBranding(wire, institution, server)));

    private static void WriteFigures(WireWriter wire, Page<Institution> page, bool hasMore, string date, DateTimeOffset now)
    {
        wire.Number("found", page.Total);
        wire.Number("displaying", page.Items.Count);
        wire.Flag("moreAvailable", hasMore);
        wire.Number(date, EpochTime.Of(now));
    }

    private static void Write(WireWriter wire, Institution institution, Uri server)
    {
        wire.Number("id", institution.Id.Value);
        wire.Text("name", institution.Name);
        WriteServices(wire, institution);
        wire.Text("accountTypeDescription", institution.AccountTypeDescription);
        wire.Text("phone", institution.Phone ?? "");
        wire.Text("urlHomeApp", institution.HomeUrl ?? "");
        wire.Text("urlLogonApp", institution.LogonUrl ?? "");
        wire.Flag("oauthEnabled", false);
        wire.Text("urlForgotPassword", "");
        wire.Text("urlOnlineRegistration", "");
        wire.Text("class", institution.IsDemo ? "testfi" : "banking");
        wire.Text("specialText", institution.SpecialText ?? "");
        wire.Record("address", () => InstitutionRecord.Write(wire, institution.Address));
        wire.Text("currency", institution.Currency.Code);
        wire.Text("email", institution.Email ?? "");
        wire.Text("status", institution.LoginForm.Count > 0 ? Online : "offline");
        WriteBranding(wire, institution, server);
    }

    private static void WriteCertified(WireWriter wire, Institution institution)
    {
        wire.Text("name", institution.Name);
        wire.Number("id", institution.Id.Value);
        WriteServices(wire, institution);
        wire.Flag("oauthEnabled", false);
        wire.Record("productionStatus", () =>
        {
            foreach (var service in ProductionServices)
                wire.Text(service, Online);
        });
    }

    // Only the demo banks tell more than balances and transactions; reports on income and assets are not made here.
    private static void WriteServices(WireWriter wire, Institution institution)
    {
        // Nobody can sign in where nothing is asked.
        wire.Flag("transAgg", institution.LoginForm.Count > 0);
        wire.Flag("ach", institution.IsDemo);
        wire.Flag("stateAgg", institution.IsDemo);
        wire.Flag("voi", false);
        wire.Flag("voa", false);
        wire.Flag("aha", false);
        wire.Flag("availBalance", institution.IsDemo);
        wire.Flag("accountOwner", institution.IsDemo);
        wire.Flag("studentLoanData", false);
        wire.Flag("loanPaymentDetails", institution.IsDemo);
    }

    private static void WriteBranding(WireWriter wire, Institution institution, Uri server) => wire.Record("branding", () =>
    {
        foreach (var picture in InstitutionPicture.Names)
            wire.Text(picture, new Uri(server, $"/institution/v2/institutions/{institution.Id}/branding/{picture}.svg").AbsoluteUri);
        wire.Text("primaryColor", InstitutionPicture.ColorOf(institution));
    });
}
