namespace Tributary.Client;

/// <summary>Institutions that a search found.</summary>
/// <param name="Found">How many there are in all.</param>
/// <param name="Institutions">Those of this page, best matches first.</param>
public sealed record InstitutionPage(int Found, IReadOnlyList<InstitutionSummary> Institutions);

/// <summary>An institution of the server's directory; what is not known is null.</summary>
public sealed record InstitutionSummary
{
    /// <summary>The id.</summary>
    public long Id { get; init; }

    /// <summary>The name.</summary>
    public string Name { get; init; } = "";

    /// <summary>What kind of accounts it holds: <c>Banking</c>, <c>Investments</c>…</summary>
    public string Type { get; init; } = "";

    /// <summary>Whether the server can sign in there.</summary>
    public bool IsSupported { get; init; }

    /// <summary>Home page.</summary>
    public string? HomeUrl { get; init; }

    /// <summary>Sign-in page.</summary>
    public string? LogonUrl { get; init; }

    /// <summary>Telephone.</summary>
    public string? Phone { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Street.</summary>
    public string? Address { get; init; }

    /// <summary>Second line of the address.</summary>
    public string? Address2 { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>State.</summary>
    public string? State { get; init; }

    /// <summary>Postal code.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Country.</summary>
    public string? Country { get; init; }

    /// <summary>Routing numbers, nine digits each; empty where none is known.</summary>
    public IReadOnlyList<string> RoutingNumbers { get => field ?? []; init; }

    /// <summary>Its OFX service.</summary>
    public InstitutionOfxService? Ofx { get; init; }

    /// <summary>When an import first missed it; it is not listed any more then.</summary>
    public DateTimeOffset? VanishedAt { get; init; }
}

/// <summary>Where an institution answered OFX at some time.</summary>
/// <param name="Url">Address of the service.</param>
/// <param name="Org">ORG.</param>
/// <param name="Fid">FID.</param>
/// <param name="BrokerId">BROKERID.</param>
/// <param name="BankId">BANKID.</param>
/// <param name="Version">The version it spoke.</param>
public sealed record InstitutionOfxService(string Url, string? Org, string? Fid, string? BrokerId, string? BankId, string? Version);

/// <summary>What an import of institutions found and did; with an error among the problems it did nothing.</summary>
public sealed record InstitutionImport
{
    /// <summary>What the file is: <c>CSV</c> or <c>FedACH</c>.</summary>
    public string Format { get; init; } = "";

    /// <summary>The list it was imported as.</summary>
    public string Source { get; init; } = "";

    /// <summary>Institutions that were not known.</summary>
    public int Added { get; init; }

    /// <summary>Institutions that are otherwise now, or back.</summary>
    public int Changed { get; init; }

    /// <summary>Institutions known just so.</summary>
    public int Unchanged { get; init; }

    /// <summary>Institutions that the list no longer has.</summary>
    public int Vanished { get; init; }

    /// <summary>What is wrong with the file, in its order.</summary>
    public IReadOnlyList<FileProblem> Problems { get; init; } = [];
}
