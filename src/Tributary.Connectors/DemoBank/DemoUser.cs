using Tributary.Connectors.DemoBank.Challenges;
using Tributary.Core.Errors;
using Tributary.Core.Institutions;
using Tributary.Core.Secrets;

namespace Tributary.Connectors.DemoBank;

/// <summary>A user of a demo bank, with one password and what the bank does when it is given.</summary>
/// <param name="Name">The user id.</param>
/// <param name="Password">The password; null takes any but <c>bad</c>.</param>
internal sealed record DemoUser(string Name, string? Password)
{
    /// <summary>What the bank asks on a device it does not know; null where it asks nothing.</summary>
    public Dialogue? Dialogue { get; init; }

    /// <summary>Why the bank fails; null where it does not.</summary>
    public Error? Failure { get; init; }

    /// <summary>The bank's own number of that failure.</summary>
    public int? FailureCode { get; init; }

    /// <summary>How long the bank thinks.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Whose accounts the user sees; users of one household see the same ones.</summary>
    public string Household { get; init; } = "household";

    /// <summary>Which of the household's accounts, by name; null for all.</summary>
    public IReadOnlyList<string>? AccountNames { get; init; }

    /// <summary>The bank does not tell what kind of accounts they are.</summary>
    public bool HidesAccountTypes { get; init; }

    public bool Accepts(Secret password) =>
        Password is null ? !password.IsEmpty && !password.Equals(new Secret("bad")) : password.Equals(new Secret(Password));

    public override string ToString() => Name;
}

/// <summary>
/// The users of each demo bank: at FinBank, under each of its ids, and its profiles those of Finicity's testing accounts, at CCBank those of Intuit's
/// test institution, where any password does.
/// </summary>
internal static class DemoUsers
{
    private static readonly DemoUser[] FinBank =
    [
        new("demo", "go"),
        .. new[] { 123, 125, 127, 128, 130 }.Select(code =>
            new DemoUser("demo", $"{code}") { Failure = ErrorCatalogue.InstitutionFailed, FailureCode = code }),
        new("demo", "imagechoice") { Dialogue = Dialogues.ImageChoice },
        new("demo", "imagechoice2") { Dialogue = Dialogues.ImageChoiceWithPicture },
        new("tfa_text", "go") { Dialogue = Dialogues.Text },
        new("tfa_text2", "go") { Dialogue = Dialogues.TwoTexts },
        new("tfa_choice", "go") { Dialogue = Dialogues.Choice },
        new("tfa_image", "go") { Dialogue = Dialogues.Captcha },
        new("tfa_dynamic_image", "go") { Dialogue = Dialogues.ChangingCaptcha },
        new("tfa_multi", "go") { Dialogue = Dialogues.ImageChoice },
        new("discovertimeout", "go") { Delay = TimeSpan.FromMinutes(5) },
        new("other", "go") { Household = "other", AccountNames = ["Checking", "Visa", "Auto Loan"], HidesAccountTypes = true },
    ];

    private static readonly DemoUser[] FinBankProfiles =
    [
        Profile("profile_01", "Checking", "Savings"),
        Profile("profile_02", "Retirement", "Visa", "Savings", "Checking"),
        Profile("profile_03"),
        Profile("profile_04", "Checking", "Line of Credit", "Auto Loan"),
        Profile("profile_05", "Mortgage", "Brokerage", "Roth IRA"),
    ];

    private static readonly DemoUser[] CcBank =
    [
        new("direct", null),
        new("demo", "go"),
        new("tfa_text", null) { Dialogue = Dialogues.Text },
        new("tfa_text2", null) { Dialogue = Dialogues.TwoTexts },
        new("tfa_choice", null) { Dialogue = Dialogues.Choice },
        new("tfa_image", null) { Dialogue = Dialogues.Captcha },
        new("tfa_dynamic_image", null) { Dialogue = Dialogues.ChangingCaptcha },
        new("request_error", null) { Failure = ErrorCatalogue.InstitutionFailed },
        new("other", null) { Household = "other", AccountNames = ["Checking", "Visa", "Auto Loan"], HidesAccountTypes = true },
    ];

    /// <summary>Who signs in with a user id and password.</summary>
    /// <param name="institution">Where.</param>
    /// <param name="name">The user id.</param>
    /// <param name="password">The password given.</param>
    /// <param name="changedPassword">The only password the bank takes, where the user has changed it.</param>
    /// <returns>The user, or null when the bank refuses.</returns>
    public static DemoUser? Find(Institution institution, string name, Secret password, Secret? changedPassword)
    {
        var known = At(institution).Where(user => user.Name == name);
        return changedPassword is null
            ? known.FirstOrDefault(user => user.Accepts(password))
            : known.FirstOrDefault(_ => changedPassword.Equals(password));
    }

    private static DemoUser[] At(Institution institution) =>
        institution.Id == DemoInstitutions.CcBank.Id ? CcBank
        : institution.Id == DemoInstitutions.FinBankProfiles.Id ? FinBankProfiles
        : FinBank;

    private static DemoUser Profile(string name, params string[] accountNames) =>
        new(name, name) { Household = name, AccountNames = accountNames is [] ? null : accountNames };
}
