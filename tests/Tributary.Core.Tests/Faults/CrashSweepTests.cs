using Tributary.Core.Errors;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Faults;

/// <summary>
/// Every operation with the store failing at its first write, its second, and so on until it runs clean; at the commit; and after
/// the commit. Each time the store must hold all of it or nothing, and the same operation again must end as if nothing had happened.
/// </summary>
public sealed class CrashSweepTests
{
    public static TheoryData<string, string> Cases { get; } = new(
        from database in TestDatabase.Kinds from operation in StoreOperation.All select (database, operation.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Operation_FailingAtAnyWrite_IsDoneWhollyOrNotAtAll(string database, string operation)
    {
        await using var engine = await TestEngine.StartAsync(database);
        var bystander = new Stage(engine, await engine.AddCustomerAsync());
        await bystander.SignInAsync(addAll: true);
        var untouched = await bystander.ExportAsync();
        var sweep = await Sweep.BeginAsync(engine, StoreOperation.Named(operation));

        foreach (var persists in new[] { false, true })
        {
            var writes = await sweep.RunAsync(FaultKind.LostWrite, persists);
            var commits = await sweep.RunAsync(FaultKind.LostConfirmation, persists);
            Assert.True(writes > 1 && commits == 1, $"{writes} writes and {commits} commits: an operation is one transaction");
        }

        Assert.Equal(untouched.Exact, (await bystander.ExportAsync()).Exact);
    }

    private sealed class Sweep(TestEngine engine, StoreOperation operation, string whenDone)
    {
        /// <summary>Learns from a run without fault how the store shall look.</summary>
        public static async Task<Sweep> BeginAsync(TestEngine engine, StoreOperation operation)
        {
            var stage = await Stage.PrepareAsync(engine, operation);
            var before = await stage.ExportAsync();
            Assert.Equal(operation.Outcome, await operation.Run(stage));
            var after = await stage.ExportAsync(before);
            Assert.NotEqual(before.Structure, after.Structure);
            return new Sweep(engine, operation, after.Structure);
        }

        /// <summary>Fails at the first point, the second…; returns how many there are.</summary>
        public async Task<int> RunAsync(FaultKind kind, bool persists)
        {
            var at = 1;
            while (await StrikeAsync(kind, at, persists))
                at++;
            return at - 1;
        }

        private async Task<bool> StrikeAsync(FaultKind kind, int at, bool persists)
        {
            var stage = await Stage.PrepareAsync(engine, operation);
            var before = await stage.ExportAsync();
            var fault = engine.Store.Break(kind, at, persists);
            var first = await operation.Run(stage);
            var second = persists && fault.HasStruck ? await operation.Run(stage) : first;
            engine.Store.Heal();
            Assert.Equal(0, engine.Sessions.Count);
            if (!fault.HasStruck)
            {
                Assert.Equal(operation.Outcome, first);
                return false;
            }

            var unavailable = ErrorCatalogue.StoreUnavailable.Name;
            Assert.Equal((unavailable, unavailable), (first, second));
            var afterFault = await stage.ExportAsync(before);
            if (kind == FaultKind.LostWrite)
                Assert.Equal(before.Exact, afterFault.Exact);
            else
                Assert.Equal(whenDone, afterFault.Structure);

            var isDone = kind == FaultKind.LostConfirmation;
            Assert.Equal(isDone && operation.WhenDone is { } done ? done : operation.Outcome, await operation.Run(stage));
            Assert.Equal(whenDone, (await stage.ExportAsync(before)).Structure);
            Assert.Equal(0, engine.Sessions.Count);
            return true;
        }
    }
}
