using Tributary.Core.Institutions;
using Tributary.Faces.AggCat.Format;
using Tributary.Faces.Wire;

namespace Tributary.Faces.AggCat.Institutions;

/// <summary>An institution as this protocol has it, with the keys of its login form (AggCat, 6).</summary>
internal static class InstitutionRecord
{
    private static readonly DocumentShape ListShape = new(Ns.Institution, "Institutions", Ns.Institution);
    private static readonly DocumentShape DetailShape = new(Ns.Institution, "InstitutionDetail", Ns.Institution, Ns.Common);

    /// <summary>The whole directory, prepared once for everybody: some fifteen megabytes where it has all the original's institutions.</summary>
    public static PreparedDocument WholeList(DirectorySnapshot snapshot, WireFormat format)
    {
        var isJson = format == WireFormat.Json;
        return PreparedDocument.Of(
            AggCatAnswer.ContentTypeOf(isJson), AggCatAnswer.Write(isJson, ListShape, writer => Write(writer, snapshot.List())).Span);
    }

    public static AggCatAnswer List(IEnumerable<Institution> institutions) => AggCatAnswer.Ok(ListShape, writer => Write(writer, institutions));

    public static AggCatAnswer Detail(Institution institution) => AggCatAnswer.Ok(DetailShape, writer =>
    {
        WriteHead(writer, institution);
        WriteAddress(writer, institution.Address);
        writer.TextIfAny(Ns.Institution, "emailAddress", institution.Email);
        writer.TextIfAny(Ns.Institution, "specialText", institution.SpecialText);
        writer.Text(Ns.Institution, "currencyCode", institution.Currency.Code);
        writer.BeginRecord(Ns.Institution, "keys");
        writer.BeginList("key");
        foreach (var field in institution.LoginForm)
            WriteKey(writer, field);
        if (institution.LoginForm.Count == 1)
            WriteHiddenKey(writer);
        writer.EndList();
        writer.EndRecord();
    });

    private static void Write(AnswerWriter writer, IEnumerable<Institution> institutions)
    {
        writer.BeginList("institution");
        foreach (var institution in institutions)
        {
            writer.BeginItem(Ns.Institution, "institution");
            WriteHead(writer, institution);
            writer.EndRecord();
        }

        writer.EndList();
    }

    private static void WriteHead(AnswerWriter writer, Institution institution)
    {
        writer.Number(Ns.Institution, "institutionId", institution.Id.Value);
        writer.Text(Ns.Institution, "institutionName", institution.Name);
        writer.TextIfAny(Ns.Institution, "homeUrl", institution.HomeUrl);
        writer.TextIfAny(Ns.Institution, "phoneNumber", institution.Phone);
        writer.Flag(Ns.Institution, "virtual", false);
    }

    private static void WriteAddress(AnswerWriter writer, PostalAddress address)
    {
        writer.BeginRecord(Ns.Institution, "address");
        writer.TextIfAny(Ns.Common, "address1", address.Line1);
        writer.TextIfAny(Ns.Common, "address2", address.Line2);
        writer.TextIfAny(Ns.Common, "city", address.City);
        writer.TextIfAny(Ns.Common, "state", address.State);
        writer.TextIfAny(Ns.Common, "postalCode", address.PostalCode);
        writer.TextIfAny(Ns.Common, "country", address.Country);
        writer.EndRecord();
    }

    private static void WriteKey(AnswerWriter writer, LoginField field)
    {
        writer.BeginItem(Ns.Institution, "key");
        writer.Text(Ns.Institution, "name", field.Name);
        writer.Text(Ns.Institution, "status", "Active");
        writer.Number(Ns.Institution, "valueLengthMin", (long)field.MinLength);
        if (field.MaxLength > 0)
            writer.Number(Ns.Institution, "valueLengthMax", (long)field.MaxLength);
        writer.Flag(Ns.Institution, "displayFlag", true);
        writer.Number(Ns.Institution, "displayOrder", (long)field.DisplayOrder);
        writer.Flag(Ns.Institution, "mask", field.IsMasked);
        writer.TextIfAny(Ns.Institution, "instructions", field.Instructions);
        writer.TextIfAny(Ns.Institution, "description", field.Description);
        writer.EndRecord();
    }

    // A Ruby program takes a single key for something else than a list of one.
    private static void WriteHiddenKey(AnswerWriter writer)
    {
        writer.BeginItem(Ns.Institution, "key");
        writer.Text(Ns.Institution, "name", "TAX_AGGR_ENABLED");
        writer.Text(Ns.Institution, "val", "FALSE");
        writer.Text(Ns.Institution, "status", "Active");
        writer.Flag(Ns.Institution, "displayFlag", false);
        writer.Number(Ns.Institution, "displayOrder", 9L);
        writer.Flag(Ns.Institution, "mask", false);
        writer.EndRecord();
    }
}
