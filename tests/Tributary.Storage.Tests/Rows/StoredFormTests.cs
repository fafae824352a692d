using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Core.Positions;
using Tributary.Core.Transactions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Tests.Rows;

/// <summary>Pins what lies in stores that exist: a failure here means that a migration is needed, not a new expectation.</summary>
public sealed class StoredFormTests
{
    [Fact]
    public void Words_OfEveryList_StayWhatTheyAre()
    {
        Assert.Equal("testing active", Words<CustomerType>());
        Assert.Equal("pending active", Words<AccountState>());
        Assert.Equal("posted pending vanished lapsed", Words<TransactionState>());
        Assert.Equal("other stock mutualFund debt option", Words<SecurityKind>());
        Assert.Equal(
            "unknown checking savings certificateOfDeposit moneyMarket cashManagement overdraft creditCard lineOfCredit mortgage loan autoLoan "
            + "studentLoan homeEquityLoan investment brokerage ira rothIra plan401K plan403B plan529 investmentTaxDeferred "
            + "employeeStockPurchasePlan rollover ugma utma keogh plan457 plan401A educationSavings healthSavings pension profitSharingPlan roth401K sepIra "
            + "simpleIra thriftSavingsPlan variableAnnuity cryptocurrency studentLoanGroup studentLoanAccount "
            + "recurringDeposit otherCredit commercialLoan constructionLoan consumerLoan militaryLoan smallBusinessLoan taxableInvestment trust "
            + "taxDeferredAnnuity ordinaryInvestment sarSep affinityRewards airlineRewards autoRewards hotelRewards shoppingRewards otherRewards",
            Words<AccountType>());
        Assert.Equal(
            "unknown atm cash check credit debit deposit directDebit directDeposit dividend fee interest other payment pointOfSale repeatPayment "
            + "serviceCharge transfer",
            Words<TransactionType>());
    }

    [Fact]
    public void Word_ThatNoListHas_IsRefused() => Assert.Throws<FormatException>(() => StoredName<AccountType>.Parse("Checking"));

    [Fact]
    public void Details_KeepTheirForm()
    {
        Assert.Equal(
            """{"kind":"deposit","availableBalance":12.50,"openedOn":"2020-02-29"}""",
            StoredDetail.Of(new DepositDetail { AvailableBalance = 12.50m, OpenedOn = new DateOnly(2020, 2, 29) }));
        Assert.Equal("""{"kind":"credit","creditLimit":1000}""", StoredDetail.Of(new CreditDetail { CreditLimit = 1000m }));
        Assert.Equal("""{"kind":"loan","term":"360 months"}""", StoredDetail.Of(new LoanDetail { Term = "360 months" }));
        Assert.Equal("""{"kind":"investment","vestedBalance":0.00}""", StoredDetail.Of(new InvestmentDetail { VestedBalance = 0.00m }));
        Assert.Equal("""{"units":-10.100,"symbol":"ACME"}""", StoredDetail.Of(new TransactionDetail { Units = -10.100m, Symbol = "ACME" }));
        Assert.Equal(
            """{"postedAt":"2026-03-02T00:25:13+00:00"}""",
            StoredDetail.Of(new TransactionDetail { PostedAt = DateTimeOffset.FromUnixTimeSeconds(1772411113) }));
    }

    [Fact]
    public void MoneyDaysAndInstants_KeepTheirForm()
    {
        Assert.Equal("-12.50", StoredForm.Of(-12.50m));
        Assert.Equal("2026-03-02", StoredForm.Of(new DateOnly(2026, 3, 2)));
        Assert.Equal(17_724_528_000_000_001, StoredForm.Of(new DateTimeOffset(2026, 3, 2, 14, 0, 0, TimeSpan.FromHours(2)).AddTicks(1)));
    }

    private static string Words<T>()
        where T : struct, Enum => string.Join(' ', StoredName<T>.All);
}
