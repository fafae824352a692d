using Tributary.Core.Accounts;
using Tributary.Core.Connectors;
using Tributary.Core.Positions;
using Tributary.Core.Transactions;

namespace Tributary.Connectors.Tests.DemoBank;

/// <summary>The accounts and transactions as a customer sees them over days, years and restarts.</summary>
public sealed class AccountTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("TRIBUTARY_TEST_LONG") == "1" ? 200 : 12;

    private readonly Bank _bank = new();

    [Fact]
    public async Task Balance_MovesByExactlyWhatWasBookedBetweenTwoDays()
    {
        const int seed = 7310;
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var day = new DateOnly(2015, 1, 1).AddDays(random.Next(9000));
            var days = random.Next(1, 700);
            var bank = new Bank(day);
            var before = await bank.AccountsAsync();
            bank.PassDays(days);
            var after = await bank.AccountsAsync();

            foreach (var (old, now) in before.Zip(after))
            {
                var booked = now.Transactions.Where(t => !t.IsPending && t.PostedDate > day).Sum(t => t.Amount);
                Assert.True(
                    BookBalance(old) + booked == BookBalance(now),
                    $"seed {seed}: {now.Name} from {day:O} over {days} days: {BookBalance(old)} + {booked} is not {BookBalance(now)}");
            }
        }
    }

    [Theory]
    [InlineData(2015, 20260301)]
    [InlineData(2026, 20260301)]
    [InlineData(2040, 20260301)]
    [InlineData(2077, 4)]
    public async Task Balances_StayPlausibleInEveryYear(int year, int seed)
    {
        var bank = new Bank(new DateOnly(year, 1, 1), seed);
        for (var day = 1; day < 366; day++)
        {
            foreach (var account in await bank.AccountsAsync(from: DateOnly.MaxValue))
            {
                var (least, most) = PlausibleBalance(account.Type);
                Assert.True(
                    account.Balance >= least && account.Balance <= most, $"{account.Name} on {account.BalanceDate:O}: {account.Balance}");
                Assert.Equal(decimal.Round(account.Balance!.Value, 2), account.Balance);
            }

            bank.PassDays(1);
        }
    }

    [Theory]
    [InlineData(2015, 6, 30)]
    [InlineData(2026, 3, 2)]
    [InlineData(2028, 2, 29)]
    [InlineData(2040, 12, 31)]
    public async Task Transactions_CoverTwoYearsUpToToday_AndNeverLaterDays(int year, int month, int day)
    {
        var today = new DateOnly(year, month, day);
        var accounts = await new Bank(today).AccountsAsync();

        foreach (var account in accounts)
        {
            Assert.Equal(new Coverage(today.AddYears(-2), today, IncludesPending: true), account.Coverage);
            Assert.Equal(today, account.BalanceDate);
            Assert.All(account.Transactions, t => Assert.InRange(t.PostedDate, today.AddYears(-2), today));
            Assert.All(account.Transactions, t => Assert.True(t.TransactionDate <= t.PostedDate));
            Assert.True(account.Transactions.Min(t => t.PostedDate) < today.AddYears(-2).AddDays(40), account.Name);
            Assert.True(account.Transactions.Max(t => t.PostedDate) > today.AddDays(-40), account.Name);
        }
    }

    [Fact]
    public async Task SignIn_FromADay_ShowsBookedTransactionsFromThatDayOn()
    {
        var from = Bank.Today.AddDays(-10);
        var all = await _bank.AccountsAsync();
        var some = await _bank.AccountsAsync(from: from);

        foreach (var (whole, part) in all.Zip(some))
        {
            Assert.Equal(new Coverage(from, Bank.Today, IncludesPending: true), part.Coverage);
            Assert.Equal(whole.Transactions.Where(t => t.IsPending || t.PostedDate >= from).ToList(), part.Transactions);
            Assert.Equal(whole.Balance, part.Balance);
        }
    }

    [Fact]
    public async Task EqualSeeds_ShowTheSame_AndDifferentSeedsDiffer()
    {
        var first = Bank.Print(await new Bank(seed: 1).AccountsAsync());

        Assert.Equal(first, Bank.Print(await new Bank(seed: 1).AccountsAsync()));
        var other = await new Bank(seed: 2).AccountsAsync();
        foreach (var (one, two) in (await new Bank(seed: 1).AccountsAsync()).Zip(other))
            Assert.NotEqual(Bank.Print(one.Transactions), Bank.Print(two.Transactions));
    }

    [Fact]
    public async Task EveryDay_LeavesWhatWasBooked_AndAWeekAddsTransactions()
    {
        var before = await _bank.AccountsAsync();
        for (var day = 0; day < 7; day++)
        {
            _bank.PassDays(1);
            var after = await _bank.AccountsAsync();
            foreach (var (old, now) in before.Zip(after))
            {
                var booked = old.Transactions.Where(t => !t.IsPending && t.PostedDate >= now.Coverage!.From).ToList();
                Assert.Equal(booked, now.Transactions.Take(booked.Count));
            }
        }

        var week = await _bank.AccountsAsync(from: Bank.Today.AddDays(1));
        Assert.True(week.Sum(account => account.Transactions.Count) > 10);
    }

    [Fact]
    public async Task CardPayment_IsPendingForTwoDays_ThenBookedUnderAnotherId()
    {
        var seen = 0;
        for (var day = 0; day < 60; day++)
        {
            var pending = (await CardsAsync()).Where(t => t.IsPending && t.TransactionDate == Today()).ToList();
            _bank.PassDays(1);
            var stillPending = (await CardsAsync()).Where(t => t.IsPending).ToList();
            Assert.All(pending, t => Assert.Contains(t, stillPending));

            _bank.PassDays(1);
            var cards = await CardsAsync();
            foreach (var announced in pending)
            {
                Assert.DoesNotContain(cards, t => t.InstitutionTransactionId == announced.InstitutionTransactionId);
                var match = Assert.Single(
                    cards, t => t.Description == announced.Description && t.TransactionDate == announced.TransactionDate);
                Assert.False(match.IsPending);
                Assert.Equal(announced.PostedDate.AddDays(2), match.PostedDate);
                if (announced.Sic == "5812")
                    Assert.InRange(match.Amount / announced.Amount, 1.14m, 1.23m);
                else
                    Assert.Equal(announced.Amount, match.Amount);
                seen++;
            }
        }

        Assert.True(seen > 20, $"{seen} payments seen");

        DateOnly Today() => DateOnly.FromDateTime(_bank.Clock.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task PendingPayments_LowerWhatIsAvailable_NotTheBalance()
    {
        for (var day = 0; day < 30; day++)
        {
            var visa = await _bank.AccountAsync("Visa");
            var pending = visa.Transactions.Where(t => t.IsPending).Sum(t => t.Amount);
            var detail = Assert.IsType<CreditDetail>(visa.Detail);
            Assert.Equal(detail.CreditLimit + visa.Balance + pending, detail.AvailableCredit);

            var checking = await _bank.AccountAsync("Checking");
            pending = checking.Transactions.Where(t => t.IsPending).Sum(t => t.Amount);
            Assert.Equal(checking.Balance + pending, Assert.IsType<DepositDetail>(checking.Detail).AvailableBalance);
            _bank.PassDays(1);
        }
    }

    [Fact]
    public async Task TransactionIds_AreUniqueWithinAndAcrossAccounts()
    {
        var accounts = await _bank.AccountsAsync();
        var ids = accounts.SelectMany(account => account.Transactions).Select(t => t.InstitutionTransactionId).ToList();

        Assert.DoesNotContain(null, ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Positions_SumToTheBalance_AndBrokerageHoldsEveryKindOfSecurity()
    {
        var accounts = (await _bank.AccountsAsync()).Where(account => account.Type.Kind() == AccountKind.Investment).ToList();

        Assert.Equal(3, accounts.Count);
        Assert.All(accounts, account =>
        {
            Assert.Equal(account.Balance, account.Holdings!.Sum(holding => holding.MarketValue));
            Assert.Equal(account.Balance, Assert.IsType<InvestmentDetail>(account.Detail).CurrentBalance);
            Assert.Equal(account.Holdings!.Count, account.Holdings.Select(holding => holding.Key).Distinct().Count());
        });
        var brokerage = accounts.Single(account => account.Type == AccountType.Brokerage);
        Assert.Equal(Enum.GetValues<SecurityKind>().Order(), brokerage.Holdings!.Select(holding => holding.Kind).Order());
    }

    [Fact]
    public async Task Positions_ChangeByTheUnitsThatTransactionsMove()
    {
        var day = new DateOnly(2025, 11, 20);
        var bank = new Bank(day);
        var before = await bank.AccountsAsync();
        bank.PassDays(90);
        var after = await bank.AccountsAsync();

        foreach (var (old, now) in before.Zip(after).Where(pair => pair.First.Holdings is not null))
        {
            var moved = now.Transactions.Where(t => t.PostedDate > day && t.Detail?.Units is not null).ToLookup(t => t.Detail!.SecurityId);
            Assert.NotEmpty(moved);
            foreach (var key in old.Holdings!.Concat(now.Holdings!).Select(h => h.Key).Where(key => key != "CASH").Distinct())
                Assert.Equal(Units(now, key), Units(old, key) + moved[key].Sum(t => t.Detail!.Units!.Value));
        }

        static decimal Units(ReportedAccount account, string key) => account.Holdings!.SingleOrDefault(h => h.Key == key)?.Units ?? 0;
    }

    [Theory]
    [InlineData("Mortgage")]
    [InlineData("Auto Loan")]
    public async Task LoanPayment_SplitsIntoPrincipalInterestAndEscrow(string name)
    {
        var loan = await _bank.AccountAsync(name);
        var payments = loan.Transactions.Where(t => t.Type == TransactionType.Payment).ToList();

        Assert.Equal(24, payments.Count, 1.0);
        Assert.All(payments, payment =>
        {
            var split = payment.Detail!;
            Assert.Equal(payment.Amount, split.Principal + split.Interest + (split.Escrow ?? 0));
            Assert.True(split.Principal > 0 && split.Interest > 0);
        });
        var detail = Assert.IsType<LoanDetail>(loan.Detail);
        Assert.Equal(-loan.Balance, detail.Principal);
        Assert.Equal(payments[^1].Amount, detail.LastPayment);
        Assert.Equal(payments[^1].PostedDate, detail.LastPaymentOn);
        Assert.Equal(
            payments.Where(t => t.PostedDate.Year == Bank.Today.Year).Sum(t => t.Detail!.Interest), detail.InterestPaidYearToDate);
    }

    [Fact]
    public async Task Loan_ThatIsPaidOff_IsFollowedByAnother()
    {
        var bank = new Bank(new DateOnly(2029, 9, 20));
        Assert.Equal(0, (await bank.AccountAsync("Auto Loan")).Balance);

        bank.PassDays(30);
        var loan = await bank.AccountAsync("Auto Loan");
        var detail = Assert.IsType<LoanDetail>(loan.Detail);
        Assert.Equal(new DateOnly(2029, 9, 28), detail.OriginatedOn);
        Assert.True(detail.Principal < detail.OriginalAmount);
    }

    [Fact]
    public async Task PaymentsBetweenAccounts_ShowOnBothSidesOnTheSameDay()
    {
        var accounts = (await _bank.AccountsAsync()).ToDictionary(account => account.Name);
        foreach (var name in new[] { "Visa", "Line of Credit", "Mortgage", "Auto Loan" })
        {
            var received = accounts[name].Transactions.Where(t => t.Type == TransactionType.Payment).ToList();
            Assert.NotEmpty(received);
            Assert.All(received, payment => Assert.Contains(
                accounts["Checking"].Transactions, t => t.PostedDate == payment.PostedDate && t.Amount == -payment.Amount));
        }

        var savings = accounts["Savings"].Transactions.Where(t => t.Description.Contains("CHECKING", StringComparison.Ordinal)).ToList();
        Assert.Equal(24, savings.Count);
        Assert.All(savings, transfer => Assert.Contains(
            accounts["Checking"].Transactions, t => t.PostedDate == transfer.PostedDate && t.Amount == -transfer.Amount));
    }

    [Fact]
    public async Task Checking_ShowsTheKindsOfMovementAHouseholdHas()
    {
        var checking = await _bank.AccountAsync("Checking");
        var types = checking.Transactions.Select(t => t.Type).ToHashSet();

        Assert.Superset(
            new HashSet<TransactionType>
            {
                TransactionType.DirectDeposit, TransactionType.DirectDebit, TransactionType.PointOfSale, TransactionType.Atm,
                TransactionType.Check, TransactionType.Payment, TransactionType.RepeatPayment, TransactionType.Transfer,
            },
            types);
        Assert.InRange(checking.Transactions.Count, 400, 1200);
        Assert.InRange(checking.Transactions.Count(t => t.Type == TransactionType.DirectDeposit), 51, 54);
        var checks = checking.Transactions.Where(t => t.CheckNumber is not null).Select(t => t.CheckNumber).ToList();
        Assert.Equal(checks.Count, checks.Distinct().Count());
    }

    [Fact]
    public async Task CreditCard_StatementIsThatOfTheLastMonthsEnd_AndIsPaidInFull()
    {
        var bank = new Bank(new DateOnly(2026, 3, 31));
        var statement = (await bank.AccountAsync("Visa")).Balance;
        bank.PassDays(20);
        var visa = await bank.AccountAsync("Visa");

        var detail = Assert.IsType<CreditDetail>(visa.Detail);
        Assert.Equal(statement, detail.StatementBalance);
        Assert.Equal(new DateOnly(2026, 3, 31), detail.StatementEndsOn);
        Assert.Equal(-statement, detail.LastPayment);
        Assert.Equal(new DateOnly(2026, 4, 20), detail.LastPaymentOn);
        Assert.Equal(new DateOnly(2026, 5, 20), detail.PaymentDueOn);
        Assert.Equal(-statement, visa.Transactions.Last(t => t.Type == TransactionType.Payment).Amount);
    }

    [Theory]
    [InlineData("Savings")]
    [InlineData("CD")]
    public async Task Interest_OfThisYearAndLast_IsTheSumOfItsTransactions(string name)
    {
        var account = await _bank.AccountAsync(name);
        var detail = Assert.IsType<DepositDetail>(account.Detail);

        Assert.Equal(InterestOf(2026), detail.InterestYearToDate);
        Assert.Equal(InterestOf(2025), detail.InterestPriorYear);
        Assert.True(detail.InterestPriorYear > 0);

        decimal InterestOf(int year) =>
            account.Transactions.Where(t => t.Type == TransactionType.Interest && t.PostedDate.Year == year).Sum(t => t.Amount);
    }

    /// <summary>What transactions move: the balance, or the cash of an account whose balance moves with the market.</summary>
    private static decimal? BookBalance(ReportedAccount account) =>
        account.Detail is InvestmentDetail investment ? investment.AvailableCash : account.Balance;

    private static (decimal Least, decimal Most) PlausibleBalance(AccountType type) => type switch
    {
        AccountType.Checking => (0, 15000),
        AccountType.Savings => (12000, 20000),
        AccountType.CertificateOfDeposit => (10000, 16000),
        AccountType.CreditCard => (-6000, 0),
        AccountType.LineOfCredit => (-6000, -2400),
        AccountType.Mortgage => (-260000, 0),
        AccountType.AutoLoan => (-31000, 0),
        AccountType.Brokerage => (30000, 80000),
        AccountType.RothIra => (20000, 50000),
        _ => (60000, 150000),
    };

    private async Task<List<ReportedTransaction>> CardsAsync() =>
        [.. (await _bank.AccountsAsync()).Where(account => account.Name is "Visa" or "Checking").SelectMany(account => account.Transactions)
            .Where(t => t.Type == TransactionType.PointOfSale)];
}
