using Tributary.Core.Institutions;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Rows;

/// <summary>An imported institution as it lies in its table.</summary>
internal static class InstitutionRow
{
    public const string Columns =
        "id, source, source_key, name, type, home_url, logon_url, phone, email, line_1, line_2, city, state, postal_code, country, routing_numbers, "
        + "ofx_url, ofx_org, ofx_fid, ofx_broker_id, ofx_bank_id, ofx_version, vanished_at";

    /// <summary>The texts of a row, from <c>source</c> to <c>ofx_version</c>, as they are stored.</summary>
    public static readonly (string Column, Func<StoredInstitution, string?> Value)[] Texts =
    [
        ("source", i => i.Source),
        ("source_key", i => i.SourceKey),
        ("name", i => i.Institution.Name),
        ("type", i => i.Institution.AccountTypeDescription),
        ("home_url", i => i.Institution.HomeUrl),
        ("logon_url", i => i.Institution.LogonUrl),
        ("phone", i => i.Institution.Phone),
        ("email", i => i.Institution.Email),
        ("line_1", i => i.Institution.Address.Line1),
        ("line_2", i => i.Institution.Address.Line2),
        ("city", i => i.Institution.Address.City),
        ("state", i => i.Institution.Address.State),
        ("postal_code", i => i.Institution.Address.PostalCode),
        ("country", i => i.Institution.Address.Country),
        ("routing_numbers", i => string.Join(' ', i.Institution.RoutingNumbers)),
        ("ofx_url", i => i.Institution.Ofx?.Url),
        ("ofx_org", i => i.Institution.Ofx?.Org),
        ("ofx_fid", i => i.Institution.Ofx?.Fid),
        ("ofx_broker_id", i => i.Institution.Ofx?.BrokerId),
        ("ofx_bank_id", i => i.Institution.Ofx?.BankId),
        ("ofx_version", i => i.Institution.Ofx?.Version),
    ];

    /// <summary>Writes a row in the place of one with its id; what follows a statement that gives all <see cref="Columns"/>.</summary>
    public static readonly string OnConflict =
        $"ON CONFLICT (id) DO UPDATE SET {string.Join(", ", Columns.Split(", ").Skip(1).Select(column => $"{column} = excluded.{column}"))}";

    public static StoredInstitution Read(SqlRow row) => new(
        new Institution
        {
            Id = new InstitutionId(row.Int64(0)),
            Name = row.Text(3),
            AccountTypeDescription = row.Text(4),
            HomeUrl = row.TextOrNull(5),
            LogonUrl = row.TextOrNull(6),
            Phone = row.TextOrNull(7),
            Email = row.TextOrNull(8),
            Address = new PostalAddress
            {
                Line1 = row.TextOrNull(9),
                Line2 = row.TextOrNull(10),
                City = row.TextOrNull(11),
                State = row.TextOrNull(12),
                PostalCode = row.TextOrNull(13),
                Country = row.TextOrNull(14),
            },
            RoutingNumbers = row.Text(15).Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Ofx = row.TextOrNull(16) is { } url
                ? new OfxService
                {
                    Url = url,
                    Org = row.TextOrNull(17),
                    Fid = row.TextOrNull(18),
                    BrokerId = row.TextOrNull(19),
                    BankId = row.TextOrNull(20),
                    Version = row.TextOrNull(21),
                }
                : null,
            VanishedAt = row.InstantOrNull(22),
        },
        row.Text(1),
        row.Text(2));
}
