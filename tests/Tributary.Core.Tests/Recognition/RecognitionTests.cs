using System.Globalization;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Recognition;

/// <summary>
/// Labelled histories of households at banks that misbehave in twelve ways, singly and together: how many purchases are recognized for what they are.
/// </summary>
public sealed class RecognitionTests
{
    private const Misbehaviour IdHabits = Misbehaviour.ReissuesIds | Misbehaviour.ReusesIds | Misbehaviour.RepeatsIds | Misbehaviour.OmitsIds
        | Misbehaviour.ChangesLastDigits;

    [Fact]
    public Task BanksThatMisbehaveInOneWay_AreSeenThrough_ByDailySignIns() =>
        RequireAsync(History.OfSignInsAsync, random => Singles(random, 2), new Bars(Records: 0.999, Purchases: 0.999, SameAmount: 0.999, OtherAmount: 0.98));

    [Fact]
    public Task BanksThatMisbehaveInOneWay_AreSeenThrough_ByTheirFiles() =>
        RequireAsync(History.OfFilesAsync, random => Singles(random, 1), new Bars(Records: 0.999, Purchases: 0.999, SameAmount: 0.999, OtherAmount: 0.98));

    /// <summary>With two to five habits at once there is less left to know a record by; ADR 0003 says what cannot be told.</summary>
    [Fact]
    public Task BanksThatMisbehaveInSeveralWays_AreMostlySeenThrough_ByDailySignIns() =>
        RequireAsync(History.OfSignInsAsync, Mixtures, new Bars(Records: 0.995, Purchases: 0.992, SameAmount: 0.99, OtherAmount: 0.95));

    private static async Task RequireAsync(
        Func<IReadOnlyList<MisbehavingBank>, Random, Task<IReadOnlyDictionary<string, Score>>> live, Func<Random, IEnumerable<MisbehavingBank>> banks, Bars bars)
    {
        var seed = TestRun.Seed();
        var scores = new SortedDictionary<Misbehaviour, Score>();
        for (var round = 0; round < TestRun.Count(1, 60); round++)
        {
            var random = new Random(seed + round);
            var households = banks(random).ToArray();
            var found = await live(households, random);
            foreach (var bank in households)
                scores[bank.Habits] = scores.GetValueOrDefault(bank.Habits, new Score()) + found[bank.Name];
        }

        var all = scores.Values.Aggregate((one, other) => one + other);
        var report = Report(seed, scores, all);
        TestContext.Current.TestOutputHelper?.WriteLine(report);
        Assert.True(bars.AreReachedBy(all), report + "\n" + string.Join('\n', scores.Values.SelectMany(s => s.Complaints.Take(3))));
    }

    /// <summary>Banks of each kind, and some that behave.</summary>
    private static IEnumerable<MisbehavingBank> Singles(Random random, int each) =>
        from habit in Enum.GetValues<Misbehaviour>()
        from variant in Enumerable.Range(0, each)
        select new MisbehavingBank($"{habit}-{variant}", habit, random.Next());

    private static IEnumerable<MisbehavingBank> Mixtures(Random random)
    {
        for (var i = 0; i < 12; i++)
        {
            var habits = OneOf(IdHabits);
            for (var more = random.Next(1, 4); more > 0; more--)
                habits |= OneOf(~IdHabits & ~Misbehaviour.Corrects);
            // Only who has lasting ids can correct by them.
            if (random.Next(6) == 0)
                habits = (habits & ~IdHabits) | Misbehaviour.Corrects;
            yield return new MisbehavingBank($"{i}: {habits}", habits, random.Next());
        }

        Misbehaviour OneOf(Misbehaviour among)
        {
            var choices = Enum.GetValues<Misbehaviour>().Where(h => h != Misbehaviour.None && among.HasFlag(h)).ToArray();
            return choices[random.Next(choices.Length)];
        }
    }

    private static string Report(int seed, SortedDictionary<Misbehaviour, Score> scores, Score all)
    {
        var lines = scores.Select(s => Line(s.Key.ToString(), s.Value)).Append(Line("all together", all));
        return $"TRIBUTARY_TEST_SEED={seed}\n{string.Join('\n', lines)}";
    }

    private static string Line(string name, Score score) => string.Create(
        CultureInfo.InvariantCulture,
        $"{score.ShareOfRecords,9:P3} of {score.Records.Count,7} records and {score.ShareOfPurchases,8:P2} of {score.Purchases,5} purchases as labelled ({(double)score.Alone / score.Purchases,8:P2} never taken for an equal one), {score.Lost} lost, {score.Doubled} doubled; posted with the same amount {score.SameAmount.Kept} of {score.SameAmount.Count}, with another {score.OtherAmount.Kept} of {score.OtherAmount.Count}: {name}");

    /// <summary>What share must be right. That a booked purchase is lost is never right.</summary>
    private sealed record Bars(double Records, double Purchases, double SameAmount, double OtherAmount)
    {
        public bool AreReachedBy(Score score) => score.Lost == 0
            && score.ShareOfRecords >= Records
            && score.ShareOfPurchases >= Purchases
            && score.SameAmount.Kept >= SameAmount * score.SameAmount.Count
            && score.OtherAmount.Kept >= OtherAmount * score.OtherAmount.Count;
    }
}
