using Tributary.Server.Tests.Finicity;
using Tributary.TestKit;

namespace Tributary.Server.Tests.Faults;

/// <summary>A server whose disk is full, as its callers and its operator see it.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task FullDisk_RefusesWrites_TellsTheOperatorWhichStore_GoesOnReading_AndResumesByItself()
    {
        await using var disk = await SmallDisk.MountAsync(megabytes: 16);
        await using var server = await TestServer.StartAsync(options => options with { Store = null, DataFolder = Path.Combine(disk.Path, "data") });
        using var caller = await FinicityCaller.OfSandboxAsync(server);
        var household = await caller.AddAllAsync();
        var log = OperatorLog.Of(server);
        var newcomer = await caller.AddTestingCustomerAsync();
        disk.FillBut(kilobytes: 0);

        var refused = await caller.TryAddAllAsync(newcomer);
        var listed = await caller.GetAsync($"v1/customers/{household.Customer}/accounts");

        refused.IsError(503, 10100, "The store cannot be used at present.");
        Assert.NotNull(refused.RetryAfter);
        Assert.Equal(household.Accounts.Count, listed.Is(200).Accounts.Count());
        Assert.Contains(log.Lines, line => line.Contains(server.DataFolder, StringComparison.Ordinal) && line.Contains("the disk is full", StringComparison.Ordinal));

        disk.MakeRoom();
        Assert.NotEmpty((await caller.TryAddAllAsync(newcomer)).Is(200).Accounts);
        Assert.NotEmpty((await caller.RefreshAsync(household)).Is(200).Accounts);
    }
}
