using Tributary.Core.Accounts;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>
/// What can be spent and what is booked (Finicity Available Balance). Programs generated from the vendor's document refuse an answer that lacks
/// a member; here, alone, the account's id is a number.
/// </summary>
internal static class AvailableBalanceRecord
{
    /// <summary>The answer; null where the institution has told no balance.</summary>
    public static FinicityAnswer? Answer(Account account)
    {
        if (account is not { Balance: { } cleared, AvailableBalance: { } available })
            return null;
        var date = EpochTime.Of(account.BalanceAt) ?? EpochTime.Of(account.BalanceDate) ?? EpochTime.Of(account.UpdatedAt);
        return FinicityAnswer.Ok(wire => wire.Document("availableBalance", () =>
        {
            wire.Number("id", account.Id.Value);
            wire.Text("realAccountNumberLast4", AccountRecord.RealLastOf(account));
            wire.Number("availableBalance", available);
            wire.Number("availableBalanceDate", date);
            wire.Number("clearedBalance", cleared);
            wire.Number("clearedBalanceDate", date);
            wire.Number("aggregationStatusCode", account.Status is { } status ? AggregationStatusCodes.Of(status) : 0);
            wire.Text("currency", account.Currency.Code);
        }));
    }
}
