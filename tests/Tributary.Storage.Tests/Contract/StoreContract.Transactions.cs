using Tributary.Core.Accounts;
using Tributary.Core.Store;
using Tributary.Core.Transactions;

namespace Tributary.Storage.Tests.Contract;

/// <summary>Lists of transactions, and what ingestion compares a new statement with.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task List_AnyQueryOverManyTransactions_EqualsASortInMemory()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var mine = await AddHouseholdAsync();
        var second = Sample.Account(mine.Login, 900);
        var all = Enumerable.Range(1, 300).Select(i => RandomTransaction(random.Next(2) == 0 ? mine.Account : second, 2000 + (i * 7 % 300), random)).ToList();
        await WriteAsync(async store =>
        {
            await store.AddAccountAsync(second);
            await store.AddTransactionsAsync(all);
        });

        for (var round = 0; round < 60; round++)
        {
            var query = RandomQuery(mine.Account, random);
            var expected = InMemory(all, query);

            var page = await ReadAsync(store => store.ListTransactionsAsync(mine.Customer.Id, query));

            Assert.True(expected.Total == page.Total && expected.Items.SequenceEqual(page.Items), $"Seed {seed}, round {round}: {query}");
        }
    }

    [Fact]
    public async Task List_InPages_ShowsEachTransactionOnce_ThoughAllAreOfOneDay()
    {
        var mine = await AddHouseholdAsync();
        await WriteAsync(store => store.AddTransactionsAsync([.. Enumerable.Range(1, 25).Select(i => Sample.Transaction(mine.Account, i))]));
        var seen = new List<long>();
        for (var skip = 0; skip < 30; skip += 10)
        {
            var page = await ReadAsync(store => store.ListTransactionsAsync(mine.Customer.Id, Everything() with { Skip = skip, Take = 10 }));
            Assert.Equal(25, page.Total);
            seen.AddRange(page.Items.Select(t => t.Id.Value));
        }

        Assert.Equal(Enumerable.Range(1, 25).Select(i => (long)i).Reverse(), seen);
    }

    [Fact]
    public async Task List_LeavesOutVanishedAlways_AndPendingUnlessAsked()
    {
        var mine = await AddHouseholdAsync();
        await WriteAsync(store => store.AddTransactionsAsync(
        [
            Sample.Transaction(mine.Account, 1),
            Sample.Transaction(mine.Account, 2) with { State = TransactionState.Pending },
            Sample.Transaction(mine.Account, 3) with { State = TransactionState.Vanished },
        ]));

        var posted = await ReadAsync(store => store.ListTransactionsAsync(mine.Customer.Id, Everything() with { IncludePending = false }));
        var both = await ReadAsync(store => store.ListTransactionsAsync(mine.Customer.Id, Everything()));

        Assert.Equal([1], posted.Items.Select(t => t.Id.Value));
        Assert.Equal([2, 1], both.Items.Select(t => t.Id.Value));
        Assert.Equal((1, 2), (posted.Total, both.Total));
        Assert.NotNull(await ReadAsync(store => store.FindTransactionAsync(mine.Customer.Id, new TransactionId(3))));
    }

    [Fact]
    public async Task Update_ChangesWhatTheInstitutionSays_AndKeepsIdAndOrigin()
    {
        var mine = await AddHouseholdAsync();
        var before = Sample.Transaction(mine.Account, 1) with { AddedInChange = 1, ChangeNumber = 1 };
        var after = Sample.FullTransaction(mine.Account, 1) with { AddedInChange = 1, ChangeNumber = 2 };
        await WriteAsync(store => store.AddTransactionsAsync([before]));

        await WriteAsync(store => store.UpdateTransactionsAsync([after]));
        Assert.Equal(after, await ReadAsync(store => store.FindTransactionAsync(mine.Customer.Id, after.Id)));
        Assert.Equal([after], (await ReadAsync(store => store.ListTransactionsAsync(mine.Customer.Id, Everything()))).Items);

        // What makes a transaction the one it is does not change, whatever the update says.
        await WriteAsync(store => store.UpdateTransactionsAsync([after with { CreatedAt = Sample.Noon.AddYears(1), AddedInChange = 99 }]));
        Assert.Equal(after, await ReadAsync(store => store.FindTransactionAsync(mine.Customer.Id, after.Id)));
    }

    [Fact]
    public async Task Candidates_AreThoseInTheRangeByPostedDate_BothEndsIncluded()
    {
        var mine = await AddHouseholdAsync();
        await WriteAsync(store => store.AddTransactionsAsync(
        [
            Sample.Transaction(mine.Account, 5) with { PostedDate = new(2026, 1, 9) },
            Sample.Transaction(mine.Account, 4) with { PostedDate = new(2026, 1, 10), TransactionDate = new(2025, 1, 1) },
            Sample.Transaction(mine.Account, 3) with { PostedDate = new(2026, 1, 20), State = TransactionState.Vanished },
            Sample.Transaction(mine.Account, 2) with { PostedDate = new(2026, 1, 21), TransactionDate = new(2026, 1, 15) },
        ]));

        Assert.Equal([3, 4], await CandidatesAsync(mine.Account, new(2026, 1, 10), new(2026, 1, 20)));
    }

    [Theory]
    [InlineData("FIT-1")]
    [InlineData("it's \"quoted\" \\ and % _ 日本 🏦")]
    [InlineData("")]
    [InlineData("0012")]
    public async Task Candidates_AreFoundByTheInstitutionsId_WhateverDateAndState(string id)
    {
        var mine = await AddHouseholdAsync();
        var longAgo = new DateOnly(2001, 1, 1);
        await WriteAsync(store => store.AddTransactionsAsync(
        [
            Sample.Transaction(mine.Account, 1) with { InstitutionTransactionId = id, PostedDate = longAgo },
            Sample.Transaction(mine.Account, 2) with { InstitutionTransactionId = id, PostedDate = longAgo, State = TransactionState.Vanished },
            Sample.Transaction(mine.Account, 3) with { InstitutionTransactionId = id + "x", PostedDate = longAgo },
            Sample.Transaction(mine.Account, 4) with { PostedDate = longAgo },
        ]));

        Assert.Equal([1, 2], await CandidatesAsync(mine.Account, Sample.Monday, Sample.Monday, id, "another", id));
    }

    [Fact]
    public async Task Candidates_AreFoundByAFormerIdOfTheInstitution()
    {
        var mine = await AddHouseholdAsync();
        var pending = Sample.Transaction(mine.Account, 1) with
        {
            InstitutionTransactionId = "PENDING-1", State = TransactionState.Pending, PostedDate = new DateOnly(2025, 1, 1),
        };
        var posted = pending with { InstitutionTransactionId = "POSTED-1", State = TransactionState.Posted };
        await WriteAsync(store => store.AddTransactionsAsync([pending]));
        await WriteAsync(store => store.UpdateTransactionsAsync([posted]));
        await WriteAsync(store => store.UpdateTransactionsAsync([posted with { InstitutionTransactionId = null, Memo = "again" }]));

        Assert.Equal([1], await CandidatesAsync(mine.Account, Sample.Monday, Sample.Monday, "PENDING-1"));
        Assert.Equal([1], await CandidatesAsync(mine.Account, Sample.Monday, Sample.Monday, "POSTED-1"));
        Assert.Empty(await CandidatesAsync(mine.Account, Sample.Monday, Sample.Monday, "OTHER-1"));
    }

    [Fact]
    public async Task Candidates_FoundByDateIdAndFormerId_ComeOnce()
    {
        var mine = await AddHouseholdAsync();
        var first = Sample.Transaction(mine.Account, 1) with { InstitutionTransactionId = "A" };
        await WriteAsync(store => store.AddTransactionsAsync([first]));
        await WriteAsync(store => store.UpdateTransactionsAsync([first with { Amount = 1m }]));
        await WriteAsync(store => store.UpdateTransactionsAsync([first with { InstitutionTransactionId = "B" }]));

        Assert.Equal([1], await CandidatesAsync(mine.Account, Sample.Monday, Sample.Monday, "A", "B"));
    }

    [Fact]
    public async Task Candidates_TellWhatTheyWereBefore_OldestFirst()
    {
        var mine = await AddHouseholdAsync();
        var unchanged = Sample.FullTransaction(mine.Account, 1);
        var pending = Sample.Transaction(mine.Account, 2) with { InstitutionTransactionId = "A", State = TransactionState.Pending, Amount = -10.00m, Description = "PENDING WORDS" };
        var posted = pending with { Description = "POSTED WORDS", InstitutionTransactionId = null, State = TransactionState.Posted, Amount = -12.5m, PostedDate = Sample.Monday.AddDays(2) };
        await WriteAsync(store => store.AddTransactionsAsync([unchanged, pending]));
        await WriteAsync(store => store.UpdateTransactionsAsync([posted]));
        await WriteAsync(store => store.UpdateTransactionsAsync([posted with { Memo = "seen" }]));

        var found = await ReadAsync(store => store.ListMatchCandidatesAsync(
            mine.Customer.Id, mine.Account.Id, Sample.Monday, Sample.Monday.AddDays(2), []));

        Assert.Equal([unchanged, posted with { Memo = "seen" }], found.Select(candidate => candidate.Transaction));
        Assert.Empty(found[0].Former);
        Assert.Equal(
            [
                new FormerVersion("A", TransactionState.Pending, -10.00m, Sample.Monday, "PENDING WORDS"),
                new FormerVersion(null, TransactionState.Posted, -12.5m, Sample.Monday.AddDays(2), posted.Description),
            ],
            found[1].Former);
    }

    [Fact]
    public async Task Candidates_OfAnotherAccount_AreNotThisAccounts()
    {
        var mine = await AddHouseholdAsync();
        var second = Sample.Account(mine.Login, 900);
        var former = Sample.Transaction(mine.Account, 1) with { InstitutionTransactionId = "FORMER" };
        await WriteAsync(async store =>
        {
            await store.AddAccountAsync(second);
            await store.AddTransactionsAsync([former]);
            await store.UpdateTransactionsAsync([former with { InstitutionTransactionId = "SAME" }]);
            await store.AddTransactionsAsync([Sample.Transaction(second, 2) with { InstitutionTransactionId = "SAME" }]);
        });

        Assert.Equal([2], await CandidatesAsync(second, Sample.Monday, Sample.Monday, "SAME", "FORMER"));
    }

    [Fact]
    public async Task Candidates_AmongThousandsOfIds_AreAllFound()
    {
        var mine = await AddHouseholdAsync();
        var many = Enumerable.Range(1, 5000).Select(i => Sample.Transaction(mine.Account, i) with { InstitutionTransactionId = $"FIT{i}" }).ToList();
        await WriteAsync(store => store.AddTransactionsAsync(many));

        var found = await CandidatesAsync(mine.Account, DateOnly.MinValue, DateOnly.MinValue, [.. many.Select(t => t.InstitutionTransactionId!)]);

        Assert.Equal(many.Select(t => t.Id.Value), found);
    }

    // Made up here, since attributes cannot hold half a pair.
    [Fact]
    public async Task Words_WithWhatIsNoCharacter_AreKeptWithASignInItsPlace_AndFoundAgain()
    {
        await AssertKeptAsync("nul\0byte", "nul\uFFFDbyte");
        await AssertKeptAsync("half" + '\uD83C', "half\uFFFD");
        await AssertKeptAsync('\uDFE6' + "half", "\uFFFDhalf");
        await AssertKeptAsync("whole\uD83C\uDFE6", "whole\uD83C\uDFE6");
    }

    [Fact]
    public async Task Candidates_WithVeryLongIdsOfTheInstitution_AreToldApart()
    {
        var mine = await AddHouseholdAsync();
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var common = new string([.. Enumerable.Range(0, 5000).Select(_ => (char)random.Next(0x4E00, 0x9FFF))]);
        await WriteAsync(store => store.AddTransactionsAsync(
        [
            Sample.Transaction(mine.Account, 1) with { InstitutionTransactionId = common + "1" },
            Sample.Transaction(mine.Account, 2) with { InstitutionTransactionId = common + "2" },
        ]));

        Assert.Equal([2], await CandidatesAsync(mine.Account, DateOnly.MinValue, DateOnly.MinValue, common + "2"));
    }

    [Fact]
    public async Task ThousandsOfTransactions_AreAddedAndUpdatedAtOnce_WithTheirHistory()
    {
        var mine = await AddHouseholdAsync();
        List<Transaction> added = [.. Enumerable.Range(1, 12_001).Select(i => Sample.Transaction(mine.Account, i) with { Amount = i / 100m })];
        List<Transaction> changed = [.. added.Select(t => t with { Amount = -t.Amount, Memo = $"was {t.Amount}" })];
        await WriteAsync(store => store.AddTransactionsAsync(added));

        await WriteAsync(store => store.UpdateTransactionsAsync(changed));

        var found = await ReadAsync(store => store.ListMatchCandidatesAsync(mine.Customer.Id, mine.Account.Id, Sample.Monday, Sample.Monday, []));
        Assert.Equal(changed, found.Select(candidate => candidate.Transaction));
        Assert.Equal(added.Select(t => t.Amount), found.Select(candidate => Assert.Single(candidate.Former).Amount));
    }

    [Fact]
    public async Task Update_OfManyWithOneThatIsNotThere_IsRefused_AndLeavesNothing()
    {
        var mine = await AddHouseholdAsync();
        var transaction = Sample.Transaction(mine.Account, 1);
        await WriteAsync(store => store.AddTransactionsAsync([transaction]));

        await AssertRefusedAsync(store => store.UpdateTransactionsAsync([transaction with { Memo = "changed" }, Sample.Transaction(mine.Account, 2)]));

        Assert.Equal(transaction, await ReadAsync(store => store.FindTransactionAsync(mine.Customer.Id, transaction.Id)));
    }

    private async Task AssertKeptAsync(string words, string kept)
    {
        var mine = await AddHouseholdAsync();
        var account = mine.Account with { Number = words, Name = words };
        var transaction = Sample.Transaction(account, 1) with
        {
            InstitutionTransactionId = words, Description = words, Memo = words, CheckNumber = words, ReferenceNumber = words, Sic = words,
        };
        await WriteAsync(async store =>
        {
            await store.UpdateAccountAsync(account);
            await store.UpdateLoginAsync(mine.Login with { Label = words });
            await store.AddTransactionsAsync([transaction]);
            await store.UpdateTransactionsAsync([transaction]);
            await store.ReplacePositionsAsync(mine.Customer.Id, account.Id, [Sample.Position(account, 2) with { Name = words, Symbol = words }]);
        });

        var found = Assert.Single(await ReadAsync(store =>
            store.ListMatchCandidatesAsync(mine.Customer.Id, account.Id, DateOnly.MinValue, DateOnly.MinValue, [words])));
        Assert.Equal((kept, kept), (found.Transaction.InstitutionTransactionId, found.Transaction.Memo));
        Assert.Equal(kept, found.Transaction.Description);
        Assert.Equal(kept, (await ReadAsync(store => store.FindAccountAsync(mine.Customer.Id, account.Id)))!.Name);
        Assert.Equal(kept, (await ReadAsync(store => store.FindLoginAsync(mine.Customer.Id, mine.Login.Id)))!.Label);
        Assert.Equal(kept, (await ReadAsync(store => store.ListPositionsAsync(mine.Customer.Id, account.Id)))[0].Symbol);
    }

    private static Transaction RandomTransaction(Account account, long id, Random random) => Sample.Transaction(account, id) with
    {
        PostedDate = Sample.Monday.AddDays(random.Next(20)),
        TransactionDate = random.Next(2) == 0 ? Sample.Monday.AddDays(random.Next(-20, 20)) : null,
        State = (TransactionState)random.Next(3),
    };

    private static TransactionQuery RandomQuery(Account account, Random random) => new()
    {
        AccountId = random.Next(2) == 0 ? account.Id : null,
        From = Sample.Monday.AddDays(random.Next(-25, 15)),
        To = Sample.Monday.AddDays(random.Next(-5, 25)),
        IncludePending = random.Next(2) == 0,
        Ascending = random.Next(2) == 0,
        Skip = random.Next(3) * 10,
        Take = random.Next(1, 60),
    };

    private static Page<Transaction> InMemory(IEnumerable<Transaction> all, TransactionQuery query)
    {
        var wanted = all
            .Where(t => query.AccountId is null || t.AccountId == query.AccountId)
            .Where(t => t.EffectiveDate >= query.From && t.EffectiveDate <= query.To)
            .Where(t => t.State == TransactionState.Posted || (query.IncludePending && t.State == TransactionState.Pending))
            .OrderBy(t => (t.EffectiveDate, t.Id.Value))
            .ToList();
        if (!query.Ascending)
            wanted.Reverse();
        return new Page<Transaction>(wanted.Count, [.. wanted.Skip(query.Skip).Take(query.Take)]);
    }

    private async Task<IEnumerable<long>> CandidatesAsync(Account account, DateOnly from, DateOnly to, params string[] ids)
    {
        var found = await ReadAsync(store => store.ListMatchCandidatesAsync(account.CustomerId, account.Id, from, to, ids));
        return found.Select(candidate => candidate.Transaction.Id.Value);
    }
}
