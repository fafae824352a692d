using Tributary.Core.Errors;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Faults;

/// <summary>A customer is deleted while something else is done for them: nothing comes back, and nobody is told of an inner error.</summary>
public sealed class DeletionRaceTests
{
    private static readonly string[] Expected =
    [
        Stage.Ok,
        ErrorCatalogue.SignInCancelled.Name,
        ErrorCatalogue.CustomerNotFound.Name,
        ErrorCatalogue.LoginNotFound.Name,
        ErrorCatalogue.AccountNotFound.Name,
    ];

    public static TheoryData<string> Databases { get; } = new(TestDatabase.Kinds);

    public static TheoryData<string, string> Cases { get; } = new(
        from database in TestDatabase.Kinds
        from operation in StoreOperation.All
        where operation.WhenDone != ErrorCatalogue.CustomerNotFound.Name
        select (database, operation.Name));

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task DeletionRacingARefresh_LeavesNothing(string database)
    {
        await using var engine = await TestEngine.StartAsync(database);
        var seed = TestRun.Seed();
        var random = new Random(seed);
        var outcomes = new Dictionary<string, int>(StringComparer.Ordinal);

        for (var race = 0; race < TestRun.Count(200, 10_000); race++)
        {
            var stage = new Stage(engine, await engine.AddCustomerAsync());
            await stage.SignInAsync(addAll: true);
            var before = await stage.ExportAsync();
            var (headStart, bankTakes) = (random.Next(-40, 40), random.Next(20));
            engine.Bank.Behaviour = async (request, _, _) =>
            {
                await YieldAsync(bankTakes);
                return engine.Bank.Ordinary(request);
            };

            var refresh = AfterAsync(headStart, () => stage.RefreshAsync());
            var deletion = AfterAsync(-headStart, stage.DeleteCustomerAsync);
            var ends = await Task.WhenAll(refresh, deletion);

            var told = $"race {race} of TRIBUTARY_TEST_SEED={seed}: {ends[0]}";
            Assert.True(Expected.Contains(ends[0], StringComparer.Ordinal), told);
            Assert.Equal(Stage.Ok, ends[1]);
            Assert.True((await stage.ExportAsync(before)).IsEmpty, told);
            Assert.True(engine.Sessions.Count == 0, told);
            outcomes[ends[0]] = outcomes.GetValueOrDefault(ends[0]) + 1;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", outcomes));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task DeletionByAnotherNode_BeforeAnyUseOfTheStore_LeavesNothing(string database, string operation)
    {
        await using var engine = await TestEngine.StartAsync(database);
        var struck = true;
        for (var use = 1; struck; use++)
            struck = await DeleteBeforeAsync(use, engine, StoreOperation.Named(operation));
    }

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task LoginDeletedByAnotherNode_DuringADiscovery_IsFoundAnew(string database)
    {
        await using var engine = await TestEngine.StartAsync(database);
        var stage = new Stage(engine, await engine.AddCustomerAsync());
        await stage.SignInAsync(addAll: true);
        var uses = 0;
        engine.Store.BeforeUse = async () =>
        {
            if (++uses != 2)
                return;
            engine.Store.BeforeUse = null;
            await engine.Store.WriteAsync(tx => tx.TryDeleteLoginAsync(stage.Customer.Id, stage.LoginId), CancellationToken.None);
        };

        Assert.Equal(Stage.Ok, await stage.DiscoverAsync(addAll: true));

        Assert.Single(await engine.Store.ReadAsync(reader => reader.ListLoginsAsync(stage.Customer.Id), CancellationToken.None));
    }

    private static async Task<bool> DeleteBeforeAsync(int use, TestEngine engine, StoreOperation operation)
    {
        var stage = await Stage.PrepareAsync(engine, operation);
        var before = await stage.ExportAsync();
        var customer = stage.Customer;
        var uses = 0;
        engine.Store.BeforeUse = async () =>
        {
            if (++uses != use)
                return;
            engine.Store.BeforeUse = null;
            await engine.Store.WriteAsync(tx => tx.TryDeleteCustomerAsync(customer.PartnerId, customer.Id), CancellationToken.None);
        };

        var end = await operation.Run(stage);
        engine.Store.BeforeUse = null;

        Assert.Equal(0, engine.Sessions.Count);
        if (uses < use)
            return false;
        Assert.Contains(end, Expected);
        Assert.NotEqual(Stage.Ok, end);
        Assert.True((await stage.ExportAsync(before)).IsEmpty);
        return true;
    }

    private static Task<string> AfterAsync(int turns, Func<Task<string>> work) => Task.Run(async () =>
    {
        await YieldAsync(turns);
        return await work();
    });

    private static async Task YieldAsync(int turns)
    {
        for (var i = 0; i < turns; i++)
            await Task.Yield();
    }
}
