namespace Tributary.Connectors.DemoBank;

/// <summary>How a demo bank treats its users; the default values are those of an ordinary day.</summary>
public sealed record DemoBankBehaviour
{
    /// <summary>Nobody is answered: <c>institution.unavailable</c>.</summary>
    public bool IsDown { get; init; }

    /// <summary>Right credentials are answered with <c>login.locked</c>.</summary>
    public bool IsLocked { get; init; }

    /// <summary>How long a sign-in takes before the bank looks at the credentials, on the bank's clock.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>The bank asks even when it knows the device, and asks users whom it never asks.</summary>
    public bool AsksAgain { get; init; }

    /// <summary>How the bank numbers its transactions.</summary>
    public DemoBankIds Ids { get; init; }

    /// <summary>The bank shows only that many days of posted transactions, today included; null for its two years.</summary>
    public int? HistoryDays { get; init; }

    /// <summary>Numbers of accounts the bank no longer shows.</summary>
    public IReadOnlyCollection<string> DroppedAccounts { get; init; } = [];

    /// <summary>The institution's ids of booked transactions that the bank no longer shows.</summary>
    public IReadOnlyCollection<string> DroppedTransactions { get; init; } = [];

    /// <summary>The bank lets the user in and shows no account at all.</summary>
    public bool ShowsNothing { get; init; }

    internal DemoBankBehaviour And(DemoBankBehaviour other) => new()
    {
        IsDown = IsDown || other.IsDown,
        IsLocked = IsLocked || other.IsLocked,
        Delay = Delay + other.Delay,
        AsksAgain = AsksAgain || other.AsksAgain,
        Ids = other.Ids == DemoBankIds.Unique ? Ids : other.Ids,
        HistoryDays = HistoryDays is null || other.HistoryDays < HistoryDays ? other.HistoryDays : HistoryDays,
        DroppedAccounts = [.. DroppedAccounts, .. other.DroppedAccounts],
        DroppedTransactions = [.. DroppedTransactions, .. other.DroppedTransactions],
        ShowsNothing = ShowsNothing || other.ShowsNothing,
    };
}

/// <summary>How a demo bank numbers its transactions.</summary>
public enum DemoBankIds
{
    /// <summary>Unique within the account and the same at every sign-in, as OFX demands.</summary>
    Unique,

    /// <summary>Counted from 1 every day, so that transactions of different days share ids.</summary>
    Reused,

    /// <summary>Given anew at every sign-in.</summary>
    Changing,
}
