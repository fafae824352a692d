using Tributary.Core.Errors;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Faults;

/// <summary>
/// The disk of the database is full, more or less: what does not fit is refused and leaves nothing, reads go on, and when there is room the same
/// succeeds without a restart.
/// </summary>
public sealed class DiskFullTests
{
    private const int Megabytes = 24;

    public static TheoryData<string> Databases { get; } = new(TestDatabase.Kinds);

    [Theory]
    [MemberData(nameof(Databases))]
    public async Task Operation_OnAFullDisk_IsDoneWhollyOrNotAtAll_AndSucceedsWhenThereIsRoom(string database)
    {
        await using var disk = await SmallDisk.MountAsync(Megabytes);
        await using var engine = await TestEngine.StartAsync(await TestDatabase.CreateOnAsync(disk, database));
        var bystander = new Stage(engine, await engine.AddCustomerAsync());
        await bystander.SignInAsync(addAll: true);
        var untouched = await bystander.ExportAsync();
        var refused = 0;

        var levels = TestRun.Count(20, 200);
        for (var level = 0; level < levels; level++)
        {
            var stage = new Stage(engine, await engine.AddCustomerAsync());
            await stage.SignInAsync(addAll: true);
            engine.Bank.Accounts = ManyMore(level);
            var before = await stage.ExportAsync();
            disk.FillBut(level * 400 / levels);

            var first = await stage.RefreshAsync();
            var onFullDisk = await stage.ExportAsync(before);
            Assert.Equal(untouched.Exact, (await bystander.ExportAsync()).Exact);
            disk.MakeRoom();

            Assert.Contains(first, new[] { Stage.Ok, ErrorCatalogue.StoreUnavailable.Name });
            if (first != Stage.Ok)
            {
                refused++;
                Assert.Equal(before.Exact, onFullDisk.Exact);
                Assert.Equal(Stage.Ok, await stage.RefreshAsync());
            }

            Assert.Equal(Transactions, (await engine.TransactionsAsync(stage.Customer)).Items.Count(t => t.Description == Words));
            Assert.Equal(Stage.Ok, await stage.DeleteCustomerAsync());
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{refused} of {levels} refused");
        Assert.InRange(refused, levels / 4, levels);
    }

    private const int Transactions = 400;
    private static readonly string Words = new('W', 250);

    private static IReadOnlyList<Connectors.ReportedAccount> ManyMore(int level) =>
    [
        Reports.Account(
            "111", [.. Enumerable.Range(0, Transactions).Select(i => Reports.Transaction($"{level}-{i}", -i - 1, new DateOnly(2026, 2, 20), Words))]),
    ];
}
