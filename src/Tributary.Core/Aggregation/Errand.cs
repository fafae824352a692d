using Tributary.Core.Accounts;
using Tributary.Core.Connectors;

namespace Tributary.Core.Aggregation;

/// <summary>What a sign-in is for beside bringing a login up to date.</summary>
/// <param name="From">The first day wanted; null for the usual window.</param>
/// <param name="HistoryOf">The account whose history is loaded by it.</param>
/// <param name="Inquiry">What else is asked about one account.</param>
/// <param name="IsFirstMeeting">Whether the institution is met as a stranger: what was remembered of earlier sign-ins is not shown to it.</param>
internal sealed record Errand(DateOnly? From = null, AccountId? HistoryOf = null, AccountInquiryOf? Inquiry = null, bool IsFirstMeeting = false)
{
    public static readonly Errand None = new();

    public static readonly Errand FirstMeeting = new(IsFirstMeeting: true);
}
