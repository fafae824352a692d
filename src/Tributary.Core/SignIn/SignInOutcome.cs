using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Challenges;
using Tributary.Core.Connectors;
using Tributary.Core.InstitutionLogins;

namespace Tributary.Core.SignIn;

/// <summary>What a caller of discovery, refresh or an answer gets: accounts, a challenge, a refusal, or patience.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome()
    {
    }

    /// <summary>The institution let the customer in and everything it showed is stored.</summary>
    /// <param name="LoginId">The institution login.</param>
    /// <param name="Accounts">All of the login's accounts, pending ones included, in display order.</param>
    /// <param name="Inquiry">What it was asked about one of them, where it was.</param>
    /// <param name="Reply">What it said to that; null where it was asked nothing, or does not tell.</param>
    public sealed record Succeeded(
        InstitutionLoginId LoginId, IReadOnlyList<Account> Accounts, AccountInquiryOf? Inquiry = null, AccountReply? Reply = null) : SignInOutcome;

    /// <summary>The institution asks, and the sign-in waits for the answers.</summary>
    /// <param name="Session">Names this round of questions; opaque, used once.</param>
    /// <param name="Questions">At least one.</param>
    /// <param name="ExpiresAt">Until when it waits.</param>
    public sealed record Challenged(string Session, IReadOnlyList<Challenge> Questions, DateTimeOffset ExpiresAt) : SignInOutcome;

    /// <summary>The attempt failed. Stored accounts of the login carry the same status.</summary>
    /// <param name="Status">Why.</param>
    public sealed record Failed(AggregationStatus Status) : SignInOutcome;

    /// <summary>The caller's patience ended before the sign-in did. The work goes on; the accounts' dates tell when it is done.</summary>
    public sealed record StillRunning : SignInOutcome;
}
