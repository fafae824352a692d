using Tributary.Core.Partners;
using Tributary.Core.SignOn;
using Tributary.Core.Transactions;

namespace Tributary.Storage.Tests.Contract;

/// <summary>How partners' programs sign on: applications, assertions that are used once, tokens of customers, and the lists that are read onward.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task Application_ComesBackAsItWas_ByPartnerAndByConsumerKey()
    {
        var partner = await AddPartnerAsync();
        var application = Sample.Application(partner);

        Assert.Null(await ReadAsync(store => store.FindApplicationAsync(partner.Id)));
        Assert.True(await WriteAsync(store => store.TryAddApplicationAsync(application)));
        var plain = Sample.Application(await AddPartnerAsync()) with { RequiresSha256 = false, IsFacade = false, BatchId = null };
        Assert.True(await WriteAsync(store => store.TryAddApplicationAsync(plain)));

        AssertSame(plain, (await ReadAsync(store => store.FindApplicationAsync(plain.PartnerId)))!);
        AssertSame(application, (await ReadAsync(store => store.FindApplicationAsync(partner.Id)))!);
        AssertSame(application, (await ReadAsync(store => store.FindApplicationByConsumerKeyAsync(application.ConsumerKey)))!);
        Assert.Null(await ReadAsync(store => store.FindApplicationByConsumerKeyAsync(application.ConsumerKey.ToUpperInvariant())));
        Assert.Null(await ReadAsync(store => store.FindApplicationByConsumerKeyAsync("")));
    }

    [Fact]
    public async Task TryAddApplication_WithTakenKeyOrIssuer_OrASecondOfAPartner_AddsNothing()
    {
        var first = Sample.Application(await AddPartnerAsync());
        var second = Sample.Application(await AddPartnerAsync());
        await WriteAsync(store => store.TryAddApplicationAsync(first));

        Assert.False(await WriteAsync(store => store.TryAddApplicationAsync(second with { ConsumerKey = first.ConsumerKey })));
        Assert.False(await WriteAsync(store => store.TryAddApplicationAsync(second with { SamlIssuer = first.SamlIssuer })));
        Assert.False(await WriteAsync(store => store.TryAddApplicationAsync(first with { ConsumerKey = "another", SamlIssuer = "another" })));

        Assert.Null(await ReadAsync(store => store.FindApplicationAsync(second.PartnerId)));
        AssertSame(first, (await ReadAsync(store => store.FindApplicationAsync(first.PartnerId)))!);
        Assert.True(await WriteAsync(store => store.TryAddApplicationAsync(second)));
    }

    [Fact]
    public async Task AssertionIsUsedOnceAPartner_UntilNobodyCouldPresentItAnyMore_AlsoUnderAnotherApplication()
    {
        var (mine, other) = (await AddPartnerAsync(), await AddPartnerAsync());
        var end = Sample.Noon.AddMinutes(15);
        Task<bool> UseAsync(Partner partner, byte[] id, DateTimeOffset now) => WriteAsync(store => store.TryUseAssertionAsync(partner.Id, id, end, now));

        Assert.True(await UseAsync(mine, [1, 2], Sample.Noon));
        Assert.False(await UseAsync(mine, [1, 2], Sample.Noon));
        Assert.False(await UseAsync(mine, [1, 2], end.AddTicks(-10)));
        Assert.True(await UseAsync(mine, [1, 2, 0], Sample.Noon));
        Assert.True(await UseAsync(other, [1, 2], Sample.Noon));

        await WriteAsync(store => store.TryAddApplicationAsync(Sample.Application(mine)));
        await WriteAsync(store => store.TryDeleteApplicationAsync(mine.Id));
        Assert.False(await UseAsync(mine, [1, 2], Sample.Noon));

        // Forgotten once over, of this partner and not of the other, whose own next use does that.
        Assert.True(await UseAsync(mine, [9], end));
        Assert.True(await UseAsync(mine, [1, 2], Sample.Noon));
        Assert.False(await UseAsync(other, [1, 2], Sample.Noon));
    }

    [Fact]
    public async Task CustomerToken_ComesBackAsItWas_AndEndedOnesOfTheCustomerAreForgotten()
    {
        var (mine, other) = await AddSignedOnAsync();
        await WriteAsync(async store =>
        {
            await store.AddCustomerTokenAsync(TokenOf(mine, 1, Sample.Noon.AddHours(1)), Sample.Noon);
            await store.AddCustomerTokenAsync(TokenOf(mine, 2, Sample.Noon.AddHours(2)), Sample.Noon);
            await store.AddCustomerTokenAsync(TokenOf(other, 3, Sample.Noon.AddHours(1)), Sample.Noon);
        });

        var stored = await ReadAsync(store => store.FindCustomerTokenAsync([1]));
        Assert.Equal((mine.Partner.Id, mine.Customer.Id, Sample.Noon.AddHours(1)), (stored!.PartnerId, stored.CustomerId, stored.ExpiresAt));
        Assert.Equal([1], stored.Hash);
        Assert.Null(await ReadAsync(store => store.FindCustomerTokenAsync([1, 0])));
        await WriteAsync(store => store.AddCustomerTokenAsync(TokenOf(mine, 4, Sample.Noon.AddHours(3)), Sample.Noon.AddHours(1)));

        Assert.Equal([2, 3, 4], await LivingTokensAsync());
    }

    [Fact]
    public async Task CustomerTokens_GoWithCustomerApplicationAndPartner_AndLeaveTheNeighbours()
    {
        var (mine, other) = await AddSignedOnAsync();
        var neighbour = await AddHouseholdAsync(mine.Partner);
        await WriteAsync(async store =>
        {
            await store.AddCustomerTokenAsync(TokenOf(mine, 1, Sample.Noon.AddHours(1)), Sample.Noon);
            await store.AddCustomerTokenAsync(TokenOf(neighbour, 2, Sample.Noon.AddHours(1)), Sample.Noon);
            await store.AddCustomerTokenAsync(TokenOf(other, 3, Sample.Noon.AddHours(1)), Sample.Noon);
        });

        await WriteAsync(store => store.TryDeleteCustomerAsync(mine.Partner.Id, mine.Customer.Id));
        Assert.Equal([2, 3], await LivingTokensAsync());
        Assert.True(await WriteAsync(store => store.TryDeleteApplicationAsync(mine.Partner.Id)));
        Assert.Equal([3], await LivingTokensAsync());
        Assert.False(await WriteAsync(store => store.TryDeleteApplicationAsync(mine.Partner.Id)));
        await WriteAsync(store => store.TryUseAssertionAsync(other.Partner.Id, [7], Sample.Noon.AddHours(1), Sample.Noon));
        await WriteAsync(store => store.DeletePartnerAsync(other.Partner.Id));
        Assert.Empty(await LivingTokensAsync());
        Assert.Null(await ReadAsync(store => store.FindApplicationAsync(other.Partner.Id)));
        Assert.Null(await ReadAsync(store => store.FindApplicationByConsumerKeyAsync(Sample.Application(other.Partner).ConsumerKey)));
    }

    [Fact]
    public async Task BatchFile_ComesBackInParts_AndItsNameStaysTaken()
    {
        var (mine, other) = await AddSignedOnAsync();
        var file = new BatchFile(1, mine.Partner.Id, "20260302.xml.gz", Sample.Noon, IsDeleted: false);
        var later = new BatchFile(2, mine.Partner.Id, "20260303.xml.gz", Sample.Noon.AddDays(1), IsDeleted: false);
        BatchPart[] parts = [new(0, null, [1, 2]), new(1, mine.Customer.Id, Sample.Bytes(5)), new(2, new Core.Customers.CustomerId(900), [9]), new(3, null, [0])];

        Assert.True(await WriteAsync(store => store.TryAddBatchFileAsync(later, [])));
        Assert.True(await WriteAsync(store => store.TryAddBatchFileAsync(file, parts)));
        Assert.False(await WriteAsync(store => store.TryAddBatchFileAsync(file with { Id = 3 }, parts)));
        Assert.True(await WriteAsync(store => store.TryAddBatchFileAsync(file with { Id = 4, PartnerId = other.Partner.Id }, [])));

        Assert.Equal([file, later], await ReadAsync(store => store.ListBatchFilesAsync(mine.Partner.Id)));
        Assert.Equal([(0, 2L), (1, Sample.Bytes(5).Length), (3, 1L)], await ReadAsync(store => store.ListBatchPartsAsync(file)));
        Assert.Equal(Sample.Bytes(5), await ReadAsync(store => store.FindBatchPartAsync(file, 1)));
        Assert.Null(await ReadAsync(store => store.FindBatchPartAsync(file, 2)));
        Assert.Null(await ReadAsync(store => store.FindBatchPartAsync(later, 0)));

        await WriteAsync(store => store.DeleteBatchFileAsync(file));
        Assert.Equal([file with { IsDeleted = true }, later], await ReadAsync(store => store.ListBatchFilesAsync(mine.Partner.Id)));
        Assert.Empty(await ReadAsync(store => store.ListBatchPartsAsync(file)));
        Assert.False(await WriteAsync(store => store.TryAddBatchFileAsync(file with { Id = 5 }, [])));
    }

    [Fact]
    public async Task BatchParts_GoWithTheirCustomer_AndFilesWithTheirPartner()
    {
        var (mine, other) = await AddSignedOnAsync();
        var neighbour = await AddHouseholdAsync(mine.Partner);
        var file = new BatchFile(1, mine.Partner.Id, "a", Sample.Noon, IsDeleted: false);
        var others = new BatchFile(2, other.Partner.Id, "a", Sample.Noon, IsDeleted: false);
        await WriteAsync(async store =>
        {
            await store.TryAddBatchFileAsync(file, [new(0, null, [1]), new(1, mine.Customer.Id, [2]), new(2, neighbour.Customer.Id, [3])]);
            await store.TryAddBatchFileAsync(others, [new(0, null, [1])]);
        });

        await WriteAsync(store => store.TryDeleteCustomerAsync(mine.Partner.Id, mine.Customer.Id));
        Assert.Equal([(0, 1L), (2, 1L)], await ReadAsync(store => store.ListBatchPartsAsync(file)));
        await WriteAsync(store => store.DeletePartnerAsync(mine.Partner.Id));
        Assert.Empty(await ReadAsync(store => store.ListBatchFilesAsync(mine.Partner.Id)));
        Assert.Empty(await ReadAsync(store => store.ListBatchPartsAsync(file)));
        Assert.Single(await ReadAsync(store => store.ListBatchPartsAsync(others)));
    }

    [Fact]
    public async Task SignOnRowWithoutItsParent_IsRefused()
    {
        var mine = await AddHouseholdAsync();
        var gone = new PartnerId(903);

        await AssertRefusedAsync(store => store.TryAddApplicationAsync(Sample.Application(Sample.Partner(903))));
        await AssertRefusedAsync(store => store.TryUseAssertionAsync(gone, [1], Sample.Noon, Sample.Noon));
        await AssertRefusedAsync(store => store.AddCustomerTokenAsync(TokenOf(mine, 1, Sample.Noon), Sample.Noon));
        await WriteAsync(store => store.TryAddApplicationAsync(Sample.Application(mine.Partner)));
        await AssertRefusedAsync(store => store.AddCustomerTokenAsync(
            new CustomerToken([1], mine.Partner.Id, new Core.Customers.CustomerId(900), Sample.Noon), Sample.Noon));
    }

    [Fact]
    public async Task ListOnward_PieceByPiece_EqualsASortInMemory()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        var mine = await AddHouseholdAsync();
        var second = Sample.Account(mine.Login, 900);
        var states = Enum.GetValues<TransactionState>();
        var all = Enumerable.Range(1, IsLong ? 20_000 : 2_000).Select(i => Sample.Transaction(random.Next(5) == 0 ? second : mine.Account, 2000 + (i * 7919L % 20_011)) with
        {
            // Few days, so that pieces end in the middle of one.
            PostedDate = Sample.Monday.AddDays(random.Next(12)),
            State = random.Next(2) == 0 ? TransactionState.Posted : states[random.Next(states.Length)],
        }).ToList();
        await WriteAsync(async store =>
        {
            await store.AddAccountAsync(second);
            await store.AddTransactionsAsync(all);
        });

        for (var round = 0; round < 12; round++)
        {
            var from = round == 0 ? DateOnly.MinValue : Sample.Monday.AddDays(random.Next(12));
            var to = round == 0 ? DateOnly.MaxValue : from.AddDays(random.Next(6));
            var limit = round == 0 ? 1000 : random.Next(1, 200);
            var expected = all
                .Where(row => row.AccountId == mine.Account.Id && row.PostedDate >= from && row.PostedDate <= to)
                .Where(row => row.State is TransactionState.Posted or TransactionState.Pending)
                .OrderBy(row => row.PostedDate).ThenBy(row => row.Id.Value).ToList();

            var read = new List<Transaction>();
            IReadOnlyList<Transaction> piece;
            do
            {
                piece = await ReadAsync(store => store.ListTransactionsOnwardAsync(
                    mine.Customer.Id, mine.Account.Id, from, to, read.Count > 0 ? read[^1] : null, limit));
                Assert.InRange(piece.Count, 0, limit);
                read.AddRange(piece);
            }
            while (piece.Count == limit);

            Assert.True(expected.SequenceEqual(read), $"Seed {seed}, round {round}: {from} to {to}, {limit} a piece");
        }
    }

    [Fact]
    public async Task ListOnward_OfAStrangersAccount_IsEmpty()
    {
        var mine = await AddHouseholdAsync();
        var stranger = await AddHouseholdAsync(mine.Partner);
        await FillAsync(mine);

        Assert.NotEmpty(await OnwardAsync(mine.Customer.Id));
        Assert.Empty(await OnwardAsync(stranger.Customer.Id));

        Task<IReadOnlyList<Transaction>> OnwardAsync(Core.Customers.CustomerId customer) => ReadAsync(store =>
            store.ListTransactionsOnwardAsync(customer, mine.Account.Id, DateOnly.MinValue, DateOnly.MaxValue, null, 10));
    }

    private static CustomerToken TokenOf(Household household, byte number, DateTimeOffset end) =>
        new([number], household.Partner.Id, household.Customer.Id, end);

    private static void AssertSame(Application expected, Application actual)
    {
        Assert.Equal(expected.SealedConsumerSecret, actual.SealedConsumerSecret);
        Assert.Equal(expected.Certificate, actual.Certificate);
        Assert.Equal(expected, actual with { SealedConsumerSecret = expected.SealedConsumerSecret, Certificate = expected.Certificate });
    }

    /// <summary>Two households of two partners with applications.</summary>
    private async Task<(Household Mine, Household Other)> AddSignedOnAsync()
    {
        var (mine, other) = (await AddHouseholdAsync(), await AddHouseholdAsync());
        foreach (var household in new[] { mine, other })
            Assert.True(await WriteAsync(store => store.TryAddApplicationAsync(Sample.Application(household.Partner))));
        return (mine, other);
    }

    private Task<List<int>> LivingTokensAsync() => ReadAsync(async store =>
    {
        var living = new List<int>();
        for (byte number = 1; number < 5; number++)
        {
            if (await store.FindCustomerTokenAsync([number]) is not null)
                living.Add(number);
        }

        return living;
    });
}
