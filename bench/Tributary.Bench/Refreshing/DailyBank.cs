using Tributary.Core.Accounts;
using Tributary.Core.Connectors;
using Tributary.Core.Institutions;
using Tributary.Core.Money;
using Tributary.Core.Secrets;
using Tributary.Core.Transactions;

namespace Tributary.Bench.Refreshing;

/// <summary>A bank with one account on which one transaction is booked a day.</summary>
internal sealed class DailyBank(MovableClock clock) : IConnector
{
    private const string UserField = "user";

    public static Institution Bank { get; } = new()
    {
        Id = new InstitutionId(500),
        Name = "Daily Bank",
        IsDemo = true,
        LoginForm = [new LoginField { Id = UserField, Name = "User", Description = "User", DisplayOrder = 1, IsMasked = false }],
    };

    public static Credentials Credentials { get; } =
        new(new Dictionary<string, Secret>(StringComparer.Ordinal) { [UserField] = new("ann") });

    public IReadOnlyList<Institution> Institutions => [Bank];

    public Task<SignInResult> SignInAsync(SignInRequest request, IChallenger challenger, CancellationToken cancellationToken) =>
        Task.FromResult<SignInResult>(new SignInResult.SignedIn([Account(request.From, clock.Today)]));

    private static ReportedAccount Account(DateOnly from, DateOnly to) => new()
    {
        Key = "1",
        Number = "000123456",
        Name = "Checking",
        Type = AccountType.Checking,
        Currency = Currency.Usd,
        Balance = to.DayNumber / 100m,
        BalanceDate = to,
        Transactions = [.. Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber).Select(day => Booked(DateOnly.FromDayNumber(day)))],
        Coverage = new Coverage(from, to, IncludesPending: true),
    };

    private static ReportedTransaction Booked(DateOnly day) => new()
    {
        InstitutionTransactionId = $"D{day.DayNumber}",
        Amount = -(10m + (day.DayNumber % 900 / 100m)),
        PostedDate = day,
        Description = $"CORNER MARKET #{day.DayNumber % 40}",
        Type = TransactionType.PointOfSale,
    };
}
