using Tributary.TestKit;

namespace Tributary.Core.Tests.Faults;

/// <summary>
/// The connection to the database is cut around the COMMIT of every operation: before the server hears of it, and after it has committed but
/// before anybody is told. The caller notices nothing, and the store holds the operation once.
/// </summary>
public sealed class LostCommitTests
{
    public static TheoryData<CommitCut, string> Cases { get; } = new(
        from cut in new[] { CommitCut.BeforeItArrives, CommitCut.BeforeItsAnswer }
        from operation in StoreOperation.All
        select (cut, operation.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Operation_WhoseCommitLosesItsConnection_IsDoneOnce(CommitCut cut, string operation)
    {
        var (database, way) = await TestDatabase.CreateCuttableAsync();
        await using var engine = await TestEngine.StartAsync(database);
        var named = StoreOperation.Named(operation);
        var expected = await Stage.PrepareAsync(engine, named);
        var expectedBefore = await expected.ExportAsync();
        await named.Run(expected);
        var stage = await Stage.PrepareAsync(engine, named);
        var before = await stage.ExportAsync();
        var cuts = 0;
        way.Cut = () => cuts++;

        way.CutAround(cut);
        var end = await named.Run(stage);

        Assert.Equal((1, named.Outcome), (cuts, end));
        Assert.Equal((await expected.ExportAsync(expectedBefore)).Structure, (await stage.ExportAsync(before)).Structure);
        Assert.Equal(0, engine.Sessions.Count);
    }
}
