using System.Globalization;
using Tributary.Core.Accounts;

namespace Tributary.Faces.Finicity.Statements;

/// <summary>
/// A statement's name as an asset: its account's id and the last day it tells of, so that nothing need be kept to find it again.
/// </summary>
/// <param name="AccountId">The account.</param>
/// <param name="To">The last day.</param>
internal sealed record StatementAsset(AccountId AccountId, DateOnly To)
{
    private const string DayForm = "yyyyMMdd";

    public static StatementAsset? Parse(string written) =>
        written.Split('-') is [var account, var day]
        && FinicityCall.ParseId(account) is { } id
        && DateOnly.TryParseExact(day, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
            ? new StatementAsset(new AccountId(id), to)
            : null;

    /// <summary>The statement's index today: statements come once a month, and the latest is number one.</summary>
    public int IndexAt(DateTimeOffset now) => ((now.UtcDateTime.Year - To.Year) * 12) + now.UtcDateTime.Month - To.Month;

    public override string ToString() => $"{AccountId}-{To.ToString(DayForm, CultureInfo.InvariantCulture)}";
}
