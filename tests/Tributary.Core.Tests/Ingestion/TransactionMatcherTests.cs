using Tributary.Core.Connectors;
using Tributary.Core.Ingestion;
using Tributary.Core.Store;
using Tributary.Core.Transactions;
using static Tributary.Core.Tests.Ingestion.Records;

namespace Tributary.Core.Tests.Ingestion;

public sealed class TransactionMatcherTests
{
    [Fact]
    public void SameStatementAgain_AddsNothing()
    {
        var (a, b) = (Stored("1", -5m, 3), Stored("2", -7m, 4));

        var result = Match([a, b], Reported("1", -5m, 3), Reported("2", -7m, 4));

        AssertKnown(result, a, b);
    }

    [Fact]
    public void SameAmountWithOtherScale_IsTheSame()
    {
        var stored = Stored("1", -5.5m, 3);

        AssertKnown(Match([stored], Reported("1", -5.50m, 3)), stored);
    }

    [Fact]
    public void TwoGenuineEqualPurchases_StayTwo()
    {
        var result = Match([], Reported("1", -5m, 3), Reported("2", -5m, 3));

        Assert.Equal(2, result.New.Count);
    }

    [Fact]
    public void TwoEqualPurchasesUnderOneId_StayTwo_AlsoTheSecondTime()
    {
        var first = Match([], Reported("1", -5m, 3), Reported("1", -5m, 3));
        var again = Match([Stored("1", -5m, 3), Stored("1", -5m, 3)], Reported("1", -5m, 3), Reported("1", -5m, 3));

        Assert.Equal(2, first.New.Count);
        Assert.Empty(again.New);
        Assert.Equal(2, again.Known.Count);
    }

    [Fact]
    public void ThirdEqualPurchaseWithoutIds_IsOneNew()
    {
        var result = Match([Stored(null, -5m, 3), Stored(null, -5m, 3)], Reported(null, -5m, 3), Reported(null, -5m, 3), Reported(null, -5m, 3));

        Assert.Single(result.New);
        Assert.Equal(2, result.Known.Count);
    }

    [Fact]
    public void IdReusedForAnotherPurchase_IsNew()
    {
        var stored = Stored("1", -5m, 3);

        var result = Match([stored], Reported("1", -5m, 3), Reported("1", -80m, 20, "HARDWARE STORE"));

        Assert.Equal([stored], result.Known.Select(k => k.Stored));
        Assert.Equal(-80m, Assert.Single(result.New).Amount);
    }

    [Fact]
    public void IdReusedInsideOneFile_KeepsEach_AlsoTheSecondTime()
    {
        var stored = new[] { Stored("1", -5m, 3), Stored("1", -80m, 3, "HARDWARE STORE"), Stored("1", -9m, 4, "BAKERY") };

        var result = Match(stored, Reported("1", -80m, 3, "HARDWARE STORE"), Reported("1", -5m, 3), Reported("1", -9m, 4, "BAKERY"));

        Assert.Empty(result.New);
        Assert.All(result.Known, k => Assert.Equal(k.Stored.Amount, k.Report.Amount));
    }

    [Fact]
    public void EditedDescriptionAndDay_KeepTheirTransaction()
    {
        var stored = Stored("1", -5m, 3, "CRNR MKT 0042");

        AssertKnown(Match([stored], Reported("1", -5m, 5, "Corner Market")), stored);
    }

    [Fact]
    public void CorrectedAmountOfTheSameRecord_KeepsItsTransaction()
    {
        var stored = Stored("1", -5m, 3);

        AssertKnown(Match([stored], Reported("1", -5.25m, 3)), stored);
    }

    [Fact]
    public void IdsReissuedEveryDay_MatchByContent()
    {
        var stored = new[] { Stored("mon-1", -5m, 3), Stored("mon-2", -5m, 3), Stored("mon-3", -7m, 4, "BAKERY") };

        var result = Match(stored, Reported("tue-1", -5m, 3), Reported("tue-2", -5m, 3), Reported("tue-3", -7m, 4, "BAKERY"));

        Assert.Empty(result.New);
        Assert.Equal(3, result.Known.Count);
    }

    [Fact]
    public void EqualRecordWithAnotherIdInAFileWithoutCoverage_IsNew()
    {
        Assert.Single(MatchFile([Stored("1", -5m, 3)], Reported("2", -5m, 3)).New);
    }

    [Fact]
    public void RecordStoredWithoutId_IsFoundByAFileThatHasIds()
    {
        var stored = Stored(null, -5m, 3);

        AssertKnown(MatchFile([stored], Reported("1", -5m, 3)), stored);
    }

    [Fact]
    public void PendingPostsUnderAnotherId_KeepsItsTransaction()
    {
        var stored = Pending("p1", -25m, 3);

        AssertKnown(Match([stored], Reported("900", -25m, 5)), stored);
    }

    [Fact]
    public void PendingPostsWithATip_KeepsItsTransaction()
    {
        var stored = Pending("p1", -25.00m, 3, "LA TRATTORIA");

        AssertKnown(Match([stored], Reported("900", -29.50m, 5, "LA TRATTORIA NEW YORK NY")), stored);
    }

    [Fact]
    public void PendingsAtOneRestaurant_PostToTheNearestAmount()
    {
        var (small, large) = (Pending("p1", -20m, 3, "LA TRATTORIA"), Pending("p2", -60m, 3, "LA TRATTORIA"));

        var result = Match([small, large], Reported("901", -70m, 5, "LA TRATTORIA"), Reported("900", -24m, 5, "LA TRATTORIA"));

        Assert.Equal(-24m, result.Known.Single(k => k.Stored.Id == small.Id).Report.Amount);
        Assert.Equal(-70m, result.Known.Single(k => k.Stored.Id == large.Id).Report.Amount);
    }

    [Fact]
    public void AnotherPurchaseOfAnotherAmount_IsNotThePosting()
    {
        var result = Match([Pending("p1", -25m, 3, "LA TRATTORIA")], Reported("900", -250m, 5, "AIRLINE"));

        Assert.Single(result.New);
    }

    [Fact]
    public void PendingThatStillShows_IsNotTakenForThePostingOfAnEqualOne()
    {
        var stored = Pending("p1", -4.50m, 3, "COFFEE");

        var result = Match([stored], Reported("p1", -4.50m, 3, "COFFEE", pending: true), Reported("900", -4.50m, 4, "COFFEE"));

        AssertKnown(new MatchResultView(result.Known), stored);
        Assert.Single(result.New);
    }

    [Fact]
    public void OldFileThatStillShowsItPending_ChangesNothing()
    {
        var posted = Stored("900", -29.50m, 5, "LA TRATTORIA");
        var before = new FormerVersion("p1", TransactionState.Pending, -25m, Day(3), "CORNER MARKET");

        var result = TransactionMatcher.Match([Candidate(posted, before)], [Reported("p1", -25m, 3, "LA TRATTORIA", pending: true)], WholeMonth, StatementStanding.Live);

        Assert.Empty(result.New);
        Assert.Empty(result.Known);
        Assert.Empty(result.Vanished);
        Assert.Equal(1, result.Recognized);
    }

    [Fact]
    public void Correction_ReplacesTheRecordItNames_AlsoWhenThatComesAgain()
    {
        var stored = Stored("1", -5m, 3);
        var correcting = Reported("2", -6m, 3, correction: new Correction("1", Deletes: false));

        var first = Match([stored], Reported("1", -5m, 3), correcting);
        var corrected = stored with { InstitutionTransactionId = "2", Amount = -6m };
        var again = TransactionMatcher.Match(
            [Candidate(corrected, new FormerVersion("1", TransactionState.Posted, -5m, Day(3), "CORNER MARKET"))], [Reported("1", -5m, 3), correcting], WholeMonth, StatementStanding.Live);

        Assert.Equal((stored.Id, -6m), (Assert.Single(first.Known).Stored.Id, first.Known[0].Report.Amount));
        Assert.Empty(first.New);
        Assert.Empty(again.New);
        Assert.Equal(corrected.Id, Assert.Single(again.Known).Stored.Id);
    }

    [Fact]
    public void Correction_DeletesTheRecordItNames()
    {
        var stored = Stored("1", -5m, 3);

        var result = Match([stored], Reported("2", 0m, 3, correction: new Correction("1", Deletes: true)));

        Assert.Equal(stored.Id, Assert.Single(result.Vanished).Id);
        Assert.Empty(result.New);
    }

    [Fact]
    public void RecordGoneFromTheMiddle_Vanishes()
    {
        var (a, gone, c) = (Stored("1", -5m, 3), Stored("2", -6m, 4), Stored("3", -7m, 9));

        var result = Match([a, gone, c], Reported("1", -5m, 3), Reported("3", -7m, 9));

        Assert.Equal(gone.Id, Assert.Single(result.Vanished).Id);
    }

    [Fact]
    public void OlderFileThatLacksARecord_DeletesNothing()
    {
        var late = Stored("2", -6m, 4);

        var result = TransactionMatcher.Match(
            [Candidate(late)], [Reported("1", -5m, 3), Reported("3", -7m, 9)], WholeMonth, StatementStanding.File);

        Assert.Empty(result.Vanished);
    }

    [Fact]
    public void VanishedRecordThatShowsAgain_IsKnown()
    {
        var stored = Stored("2", -6m, 4, state: TransactionState.Vanished);

        AssertKnown(Match([stored], Reported("2", -6m, 4)), stored);
    }

    [Fact]
    public void ShortenedAnswer_DeletesNothing()
    {
        var stored = Enumerable.Range(1, 20).Select(day => Stored($"{day}", -day, day)).ToArray();

        var result = Match(stored, [.. Enumerable.Range(15, 6).Select(day => Reported($"{day}", -day, day))]);

        Assert.Empty(result.Vanished);
    }

    [Fact]
    public void EmptyAnswer_DeletesNothing()
    {
        var result = Match([Stored("1", -5m, 3), Pending("p", -6m, 4)]);

        Assert.Empty(result.Vanished);
    }

    [Fact]
    public void PendingThatNeverPosts_Vanishes()
    {
        var hold = Pending("p", -100m, 4, "HOTEL HOLD");

        var result = Match([Stored("1", -5m, 3), hold], Reported("1", -5m, 3));

        Assert.Equal(hold.Id, Assert.Single(result.Vanished).Id);
    }

    [Fact]
    public void StatementWithoutPendingOnes_LeavesThem()
    {
        var hold = Pending("p", -100m, 4, "HOTEL HOLD");

        var result = TransactionMatcher.Match(
            [Candidate(Stored("1", -5m, 3)), Candidate(hold)], [Reported("1", -5m, 3)], WholeMonth with { IncludesPending = false }, StatementStanding.Live);

        Assert.Empty(result.Vanished);
    }

    [Fact]
    public void AnswerThatLacksTheLatestPostedOnes_LeavesPendingOnes()
    {
        var (early, late, hold) = (Stored("1", -5m, 3), Stored("2", -6m, 8), Pending("p", -100m, 9, "HOTEL HOLD"));

        var result = Match([early, late, hold], Reported("1", -5m, 3));

        Assert.Empty(result.Vanished);
    }

    [Fact]
    public void PendingWithATipWhoseWordsTellNothing_IsKnownByElimination()
    {
        var stored = Pending("p1", -25.00m, 3, "POS PURCHASE 482913");

        AssertKnown(Match([stored], Reported("900", -29.50m, 5, "LA TRATTORIA NEW YORK NY")), stored);
    }

    [Fact]
    public void IdsThatAreAPlaceInAList_MatchByContent()
    {
        var stored = new[] { Stored("1", -5m, 3, "BAKERY"), Stored("2", -7m, 4, "COFFEE"), Stored("3", -7m, 5, "COFFEE"), Pending("4", -9m, 5, "MARKET") };

        var result = Match(stored, Reported("1", -7m, 4, "COFFEE"), Reported("2", -7m, 5, "COFFEE"), Reported("3", -9m, 6, "MARKET"), Reported("4", -30m, 6, "FUEL"));

        Assert.Equal(-30m, Assert.Single(result.New).Amount);
        Assert.Equal(stored[1..].Select(s => s.Id), result.Known.OrderBy(k => k.Report.PostedDate).Select(k => k.Stored.Id));
    }

    [Fact]
    public void IdWhoseLastDigitsChange_IsTheSame_ThoughDayAndWordsChangeToo()
    {
        var stored = Stored("48291300", -5m, 3, "PENDED 0042");

        AssertKnown(Match([stored], Reported("48291301", -5m, 6, "Corner Market")), stored);
    }

    [Fact]
    public void PendingUnderAnotherIdWhereIdsStay_IsDropped_AndTheOtherIsNew()
    {
        var settled = Enumerable.Range(1, 5).Select(i => Candidate(
            Stored($"{i}", -i, i), new FormerVersion($"{i}", TransactionState.Pending, -i, Day(i), "CORNER MARKET")));
        var dropped = Pending("77", -9m, 8);

        var result = TransactionMatcher.Match(
            [.. settled, Candidate(dropped)],
            [.. Enumerable.Range(1, 5).Select(i => Reported($"{i}", -i, i)), Reported("78", -9m, 9)],
            WholeMonth,
            StatementStanding.Live);

        Assert.Equal("78", Assert.Single(result.New).InstitutionTransactionId);
        Assert.Equal(dropped.Id, Assert.Single(result.Vanished).Id);
    }

    [Fact]
    public void OlderStatement_AddsWhatNobodyKnows_AndChangesNothingNewer()
    {
        var (edited, announced) = (Stored("1", -5m, 3, "Corner Market"), Pending("2", -6m, 4, "BAKERY"));

        var result = TransactionMatcher.Match(
            [Candidate(edited), Candidate(announced)],
            [Reported("1", -5m, 3, "CRNR MKT 0042"), Reported("2", -6m, 5, "BAKERY"), Reported("3", -7m, 1, "COFFEE")],
            WholeMonth,
            StatementStanding.Outdated);

        Assert.Equal(announced.Id, Assert.Single(result.Known).Stored.Id);
        Assert.Equal("3", Assert.Single(result.New).InstitutionTransactionId);
        Assert.Equal(1, result.Recognized);
        Assert.Empty(result.Vanished);
    }

    [Fact]
    public void OlderStatementThatStillShowsItPending_IsNotCountedTwice()
    {
        var posted = Stored("900", -25m, 5, "LA TRATTORIA NEW YORK NY");

        var result = TransactionMatcher.Match(
            [Candidate(posted)],
            [Reported("p1", -25m, 3, "LA TRATTORIA", pending: true), Reported("p2", -8m, 3, "NEVER POSTED", pending: true)],
            WholeMonth,
            StatementStanding.Outdated);

        Assert.Empty(result.New);
        Assert.Equal(1, result.Recognized);
        Assert.Equal("p2", Assert.Single(result.Past).InstitutionTransactionId);
    }

    [Fact]
    public void HundredThousandEqualRecords_AreMatchedInLinearTime()
    {
        // Quadratic matching would need ten thousand million comparisons and run for minutes; the test runner's own limit ends it.
        const int count = 100_000;
        var stored = Enumerable.Range(0, count).Select(_ => Stored(null, -1m, 3)).ToArray();
        var reported = Enumerable.Range(0, count).Select(i => Reported($"x{i}", -1m, 3)).ToArray();

        var result = Match(stored, reported);

        Assert.Equal(count, result.Known.Count);
        Assert.Empty(result.New);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyStatementTwice_AddsNothingTheSecondTime(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var reported = Enumerable.Range(0, random.Next(1, 30)).Select(_ => Reported(
                random.Next(3) == 0 ? null : $"{random.Next(12)}",
                random.Next(-4, 4),
                random.Next(1, 8),
                random.Next(2) == 0 ? "COFFEE" : "MARKET",
                pending: random.Next(6) == 0)).ToArray();
            var stored = reported.Select(r => Stored(
                r.InstitutionTransactionId,
                r.Amount,
                r.PostedDate.Day,
                r.Description,
                r.IsPending ? TransactionState.Pending : TransactionState.Posted)).ToArray();

            var result = Match(stored, [.. reported.Reverse()]);

            Assert.True(result.New.Count == 0 && result.Vanished.Count == 0, $"Seed {seed}, round {round}: {result.New.Count} new, {result.Vanished.Count} vanished.");
            Assert.Equal(stored.Length, result.Known.Count);
        }
    }

    private static void AssertKnown(MatchResult result, params Transaction[] expected)
    {
        Assert.Empty(result.New);
        Assert.Empty(result.Vanished);
        AssertKnown(new MatchResultView(result.Known), expected);
    }

    private static void AssertKnown(MatchResultView result, params Transaction[] expected) =>
        Assert.Equal(expected.Select(t => t.Id.Value).Order(), result.Known.Select(k => k.Stored.Id.Value).Order());

    private sealed record MatchResultView(IReadOnlyList<(Transaction Stored, ReportedTransaction Report)> Known);
}
