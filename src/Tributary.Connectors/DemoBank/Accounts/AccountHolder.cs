namespace Tributary.Connectors.DemoBank.Accounts;

/// <summary>Who holds a household's accounts, as the bank prints it.</summary>
internal sealed record AccountHolder(string Name, string Address)
{
    private static readonly string[] Families = ["RIVERS", "BROOKS", "LAKE", "FORD", "WELLS", "POOLE"];

    /// <summary>The holder of a household; profiles are families of their own.</summary>
    public static AccountHolder Of(string household)
    {
        var number = household.StartsWith("profile_", StringComparison.Ordinal) ? household[^1] - '0' : 0;
        return new($"PAT AND ROBIN {Families[number % Families.Length]}", $"{12 + (7 * number)} CONFLUENCE LANE MURRAY UT 84123");
    }
}
