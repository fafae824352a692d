using Tributary.Core.Connectors;
using Tributary.Core.Customers;
using Tributary.Core.Imports;
using Tributary.Core.SignIn;

namespace Tributary.Core.Tests.Recognition;

/// <summary>
/// Months of a customer's life with accounts at banks that misbehave, through the real engine and a real store: a sign-in a day or so, or a file
/// a week or so.
/// </summary>
internal sealed class History(TestEngine engine, Customer customer, IReadOnlyList<MisbehavingBank> banks, Random random)
{
    private const int DaysBefore = 25;
    private const int Days = 90;

    private readonly Dictionary<string, RowLives> _lives = banks.ToDictionary(b => b.Name, b => new RowLives(b));

    private DateOnly Today => DateOnly.FromDateTime(engine.Clock.GetUtcNow().UtcDateTime);

    public static async Task<IReadOnlyDictionary<string, Score>> OfSignInsAsync(IReadOnlyList<MisbehavingBank> banks, Random random)
    {
        await using var engine = await TestEngine.StartAsync();
        var history = new History(engine, await engine.AddCustomerAsync(), banks, random);
        await history.SignInDailyAsync();
        return await history.ScoreAsync(isLive: true);
    }

    public static async Task<IReadOnlyDictionary<string, Score>> OfFilesAsync(IReadOnlyList<MisbehavingBank> banks, Random random)
    {
        await using var engine = await TestEngine.StartAsync();
        var history = new History(engine, await engine.AddCustomerAsync(), banks, random);
        await history.ImportWeeklyAsync();
        return await history.ScoreAsync(isLive: false);
    }

    private async Task SignInDailyAsync()
    {
        var isLast = false;
        engine.Bank.Behaviour = (request, _, _) => Task.FromResult<SignInResult>(new SignInResult.SignedIn(
            [.. banks.Select(b => isLast ? b.AnswerPlainly(request.From, Today) : b.Answer(request.From, Today))]));
        LiveBefore();
        var login = Assert.IsType<SignInOutcome.Succeeded>(await engine.AddAllAsync(customer)).LoginId;
        for (var end = Today.AddDays(Days); Today < end || !isLast;)
        {
            // Mostly every day; sometimes nobody looks for a while.
            Live(random.Next(12) switch { 0 => 0, 1 => 3, 2 => random.Next(2, 20), _ => 1 });
            isLast = Today >= end;
            Assert.IsType<SignInOutcome.Succeeded>(await engine.Aggregator.RefreshAsync(customer, login, mayAsk: false, CancellationToken.None));
            await NoteRowsAsync();
        }
    }

    private async Task ImportWeeklyAsync()
    {
        LiveBefore();
        for (var end = Today.AddDays(Days); Today < end;)
        {
            engine.Files.Statements = [.. banks.Select(b => new FileStatement("misbehaving", "Misbehaving", b.MakeFile(Today)))];
            await engine.Importer.ImportAsync(customer, Stream.Null, CancellationToken.None);
            await NoteRowsAsync();
            Live(random.Next(1, 12));
        }
    }

    private void LiveBefore()
    {
        for (var day = Today.AddDays(-DaysBefore); day <= Today; day = day.AddDays(1))
            Live(day);
    }

    private void Live(int days)
    {
        for (var i = 0; i < days; i++)
        {
            engine.Clock.Advance(TimeSpan.FromDays(1));
            Live(Today);
        }
    }

    private void Live(DateOnly day)
    {
        foreach (var bank in banks)
            bank.LiveThrough(day);
    }

    private async Task NoteRowsAsync()
    {
        var first = banks.SelectMany(b => b.LastTold).Min(t => (DateOnly?)t.PostedDate) ?? Today;
        foreach (var (name, rows) in await RowsAsync(first.AddDays(-10)))
            _lives[name].Note([.. rows.Select(c => c.Transaction)]);
    }

    private async Task<IReadOnlyDictionary<string, Score>> ScoreAsync(bool isLive)
    {
        var rows = await RowsAsync(DateOnly.MinValue);
        return banks.ToDictionary(
            b => b.Name,
            b => Score.Of(b, [.. rows[b.Name].Select(c => c.Transaction)], _lives[b.Name], isLive, Today));
    }

    private Task<Dictionary<string, IReadOnlyList<Store.MatchCandidate>>> RowsAsync(DateOnly from) => engine.Store.ReadAsync(
        async reader =>
        {
            var found = new Dictionary<string, IReadOnlyList<Store.MatchCandidate>>();
            foreach (var account in await reader.ListAccountsAsync(customer.Id))
                found.Add(account.InstitutionKey, await reader.ListMatchCandidatesAsync(customer.Id, account.Id, from, DateOnly.MaxValue, []));
            return found;
        },
        CancellationToken.None);
}
