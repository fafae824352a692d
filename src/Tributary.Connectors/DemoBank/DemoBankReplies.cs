using Tributary.Connectors.DemoBank.Accounts;
using Tributary.Connectors.DemoBank.Documents;
using Tributary.Core.Accounts;
using Tributary.Core.Institutions;
using Tributary.Core.Secrets;

namespace Tributary.Connectors.DemoBank;

/// <summary>What a demo bank says to inquiries about one account.</summary>
/// <param name="Institution">Which bank.</param>
/// <param name="Holder">Whose accounts.</param>
/// <param name="Today">The bank's day.</param>
internal sealed record DemoBankReplies(Institution Institution, AccountHolder Holder, DateOnly Today)
{
    private const int StatementsKept = 24;

    /// <summary>The reply; null for what this bank does not tell.</summary>
    public AccountReply? To(AccountInquiry inquiry, DemoAccount account) => inquiry switch
    {
        AccountInquiry.AchDetails when account.Type is AccountType.Checking or AccountType.Savings =>
            new AccountReply.AchDetails(RoutingNumberOf(Institution), new Secret(account.Number)),
        AccountInquiry.Owner => new AccountReply.Owner(Holder.Name, Holder.Address, Today),
        AccountInquiry.Statements asked => new AccountReply.Statements(
            asked.Indexes.Where(index => index is >= 1 and <= StatementsKept).Distinct().ToDictionary(index => index, index => Print(account, index))),
        _ => null,
    };

    private PrintedStatement Print(DemoAccount account, int index)
    {
        var month = new Month(Month.Of(Today).Index - index);
        return new PrintedStatement(month.First, month.Last, MonthlyStatement.Print(Institution, Holder, account, month));
    }

    /// <summary>
    /// A number with a right check digit (ABA: 3, 7, 1 times the digits add up to a multiple of ten) in a range that no real bank has.
    /// </summary>
    private static string RoutingNumberOf(Institution institution)
    {
        var digits = $"99{institution.Id.Value % 1_000_000:000000}";
        var sum = digits.Select((digit, place) => (digit - '0') * (place % 3) switch { 0 => 3, 1 => 7, _ => 1 }).Sum();
        return $"{digits}{(10 - (sum % 10)) % 10}";
    }
}
