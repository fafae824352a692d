using Tributary.Bench.Engines;
using Tributary.Bench.Measuring;
using Tributary.Core.Accounts;
using Tributary.Core.SignIn;
using Tributary.Core.Transactions;

namespace Tributary.Bench.Refreshing;

/// <summary>A login whose account has a long past and gets 30 transactions a month.</summary>
internal sealed class GrowingLogin : IAsyncDisposable
{
    public const int NewTransactions = 30;

    /// <summary>These lie one a day behind today, in a long past as in a short one.</summary>
    public const int Recent = 1_000;

    private const int Batch = 50_000;
    private const int PastDays = 25 * 365;

    private readonly ScratchFolder _folder = new();
    private readonly MovableClock _clock = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private Engine? _engine;
    private Account? _account;
    private int _expected;

    private Engine Engine => _engine ?? throw new InvalidOperationException("The login has no past yet.");

    /// <summary>Adds the account through the engine, and then its past.</summary>
    public static async Task<GrowingLogin> CreateAsync(int stored)
    {
        var login = new GrowingLogin();
        await login.PrepareAsync(stored);
        return login;
    }

    /// <summary>A month passes, and the login is refreshed: 30 days are read again, and 30 are new.</summary>
    public async Task<Timed> RefreshAsync()
    {
        _clock.Advance(TimeSpan.FromDays(NewTransactions));
        _expected += NewTransactions;
        return await Timed.RunAsync(async () => Require(
            await Engine.Aggregator.RefreshAsync(Engine.Customer, _account!.LoginId, mayAsk: false, CancellationToken.None)));
    }

    /// <exception cref="InvalidOperationException">A refresh stored more or less than what was new.</exception>
    public async Task RequireEveryTransactionAsync()
    {
        var stored = await Engine.Store.ReadAsync(
            reader => reader.ListTransactionsAsync(
                Engine.Customer.Id,
                new TransactionQuery { AccountId = _account!.Id, From = DateOnly.MinValue, To = DateOnly.MaxValue, IncludePending = true, Take = 1 }),
            CancellationToken.None);
        if (stored.Total != _expected)
            throw new InvalidOperationException($"{stored.Total} transactions are stored where {_expected} should be.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_engine is not null)
            await _engine.DisposeAsync();
        _folder.Dispose();
    }

    private async Task PrepareAsync(int stored)
    {
        _engine = await Engine.OpenAsync(_folder, _clock, new DailyBank(_clock));
        var added = Require(await _engine.Aggregator.DiscoverAsync(
            _engine.Customer, DailyBank.Bank.Id, DailyBank.Credentials, addAll: true, CancellationToken.None));
        _account = added.Accounts[0];
        _expected = stored;

        var shown = _clock.Today.DayNumber - _account.OldestTransactionDate!.Value.DayNumber;
        var days = PastDaysBefore(_account.OldestTransactionDate.Value, Recent - shown, stored - Recent);
        foreach (var batch in days.Chunk(Batch))
            await AddPastAsync(batch);
        await RequireEveryTransactionAsync();
    }

    /// <summary>One a day first, then many a day over the years before.</summary>
    private static IEnumerable<DateOnly> PastDaysBefore(DateOnly end, int recent, int older)
    {
        for (var n = 1; n <= recent; n++)
            yield return end.AddDays(-n);
        for (var n = 0L; n < older; n++)
            yield return end.AddDays(-recent - PastDays + (int)(n * PastDays / older));
    }

    private Task<bool> AddPastAsync(DateOnly[] days) => Engine.Store.WriteAsync(
        async tx =>
        {
            var firstId = await tx.TakeIdsAsync(days.Length);
            await tx.AddTransactionsAsync([.. days.Select((day, n) => Past(new TransactionId(firstId + n), day))]);
            return true;
        },
        CancellationToken.None);

    private Transaction Past(TransactionId id, DateOnly day) => new()
    {
        CustomerId = _account!.CustomerId,
        Id = id,
        AccountId = _account.Id,
        InstitutionTransactionId = $"P{id}",
        State = TransactionState.Posted,
        Amount = -(10m + (id.Value % 900 / 100m)),
        Currency = _account.Currency,
        PostedDate = day,
        Description = $"CORNER MARKET #{id.Value % 40}",
        Type = TransactionType.PointOfSale,
        CreatedAt = _account.CreatedAt,
        UpdatedAt = _account.CreatedAt,
        AddedInChange = 1,
        ChangeNumber = 1,
    };

    private static SignInOutcome.Succeeded Require(SignInOutcome outcome) =>
        outcome as SignInOutcome.Succeeded ?? throw new InvalidOperationException($"The sign-in ended otherwise: {outcome}.");
}
