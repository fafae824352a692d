using Tributary.Core.Institutions;

namespace Tributary.Connectors.DemoBank;

/// <summary>
/// The demo banks' entries in the directory. Ids and login field ids are those of Finicity's test institutions and Intuit's test
/// institution 100000, so that programs written against them find what they expect.
/// </summary>
internal static class DemoInstitutions
{
    public static Institution FinBank { get; } = new()
    {
        Id = new InstitutionId(101732),
        Name = "FinBank",
        HomeUrl = "https://finbank.example/home",
        LogonUrl = "https://finbank.example/login",
        Phone = "801-555-0132",
        Email = "help@finbank.example",
        SpecialText = "Please enter your FinBank Banking Userid and Banking Password required for login.",
        Address = Address("1 Sandbox Way", null, "Murray", "UT", "84123"),
        LoginForm = LoginForm(101732, "demo", "go"),
        IsDemo = true,
    };

    public static Institution FinBankProfiles { get; } = new()
    {
        Id = new InstitutionId(102105),
        Name = "FinBank Profiles - A",
        HomeUrl = "https://profiles.finbank.example/home",
        LogonUrl = "https://profiles.finbank.example/login",
        Phone = "801-555-0105",
        Email = "profiles@finbank.example",
        SpecialText = "Please enter a profile, for example profile_03, as your Banking Userid and again as your Banking Password.",
        Address = Address("1 Sandbox Way", "Suite A", "Murray", "UT", "84123"),
        LoginForm = LoginForm(102105, "profile_03", "profile_03"),
        IsDemo = true,
    };

    public static Institution CcBank { get; } = new()
    {
        Id = new InstitutionId(100000),
        Name = "CCBank",
        // As Intuit's test institution has them: programs' own tests look.
        HomeUrl = "http://www.intuit.com",
        LogonUrl = "https://ccbank.example/login",
        Phone = "650-555-0100",
        Email = "CustomerCentralBank@intuit.com",
        SpecialText = "Please enter your CCBank Banking Userid and Banking Password required for login.",
        Address = Address("12 Weir Street", "Floor 2", "Mountain View", "CA", "94043"),
        LoginForm = LoginForm(100000, "demo", "go"),
        IsDemo = true,
    };

    /// <summary>
    /// Finicity's further test institutions: FinBank again under each id, for programs that have one written down. Who searches for
    /// FinBank finds the one.
    /// </summary>
    public static IReadOnlyList<Institution> FinBankAgain { get; } =
        [.. new[] { 101014, 101509, 101510, 101764, 101806 }.Select(id => FinBank with
        {
            Id = new InstitutionId(id),
            Name = $"FinBank {id}",
            LoginForm = LoginForm(id, "demo", "go"),
            IsListed = false,
        })];

    public static IReadOnlyList<Institution> All { get; } = [FinBank, FinBankProfiles, CcBank, .. FinBankAgain];

    private static PostalAddress Address(string line1, string? line2, string city, string state, string postalCode) =>
        new() { Line1 = line1, Line2 = line2, City = city, State = state, PostalCode = postalCode, Country = "USA" };

    private static IReadOnlyList<LoginField> LoginForm(int institutionId, string exampleUser, string examplePassword) =>
    [
        new()
        {
            Id = $"{institutionId}001",
            Name = "Banking Userid",
            Description = "Banking Userid",
            Instructions = $"Enter banking userid ({exampleUser})",
            DisplayOrder = 1,
            IsMasked = false,
            MinLength = 1,
            MaxLength = 20,
        },
        new()
        {
            Id = $"{institutionId}002",
            Name = "Banking Password",
            Description = "Banking Password",
            Instructions = $"Enter banking password ({examplePassword})",
            DisplayOrder = 2,
            IsMasked = true,
            MinLength = 1,
            MaxLength = 20,
        },
    ];
}
