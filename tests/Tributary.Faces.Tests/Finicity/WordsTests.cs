using Tributary.Core.Accounts;
using Tributary.Core.Errors;
using Tributary.Faces.Finicity;
using Tributary.Faces.Finicity.Accounts;

namespace Tributary.Faces.Tests.Finicity;

public sealed class WordsTests
{
    private static readonly string[] Words2015 =
        ["unknown", "checking", "savings", "cd", "moneyMarket", "creditCard", "lineOfCredit", "investment", "mortgage", "loan"];

    public static TheoryData<AccountType> AllTypes => [.. Enum.GetValues<AccountType>()];

    [Theory]
    [MemberData(nameof(AllTypes))]
    public void EveryType_HasAWordOf2015InXml_AndGoesBackToItself(AccountType type)
    {
        var (inXml, inJson) = (AccountTypeWords.Of(type, isXml: true), AccountTypeWords.Of(type, isXml: false));

        Assert.Contains(inXml, Words2015);
        // Points and miles are no account that this protocol knows.
        if (type.Kind() == AccountKind.Other || type.Kind() == AccountKind.Rewards)
        {
            Assert.Equal("unknown", inJson);
            var refusal = Assert.Throws<TributaryException>(() => AccountTypeWords.Choose("unknown", type));
            Assert.Equal(ErrorCatalogue.AccountTypeInvalid, refusal.Error);
        }
        else
        {
            Assert.NotEqual("unknown", inXml);
            Assert.Equal(type, AccountTypeWords.Choose(inXml, type));
            Assert.Equal(type, AccountTypeWords.Choose(inJson, type));
            Assert.Equal(inXml == "savings" ? type : AccountType.Savings, AccountTypeWords.Choose("savings", type));
        }
    }

    [Fact]
    public void EveryLaterWord_IsTakenAndToldAgain()
    {
        string[] later =
        [
            "investmentTaxDeferred", "employeeStockPurchasePlan", "ira", "401k", "roth", "403b", "529", "rollover", "ugma", "utma", "keogh", "457", "401a",
            "brokerageAccount", "educationSavings", "healthSavingsAccount", "pension", "profitSharingPlan", "roth401k", "sepIRA", "simpleIRA",
            "thriftSavingsPlan", "variableAnnuity", "cryptocurrency", "studentLoan", "studentLoanGroup", "studentLoanAccount",
        ];

        Assert.Equal(later, later.Select(word => AccountTypeWords.Of(AccountTypeWords.Choose(word, AccountType.Checking), isXml: false)));
        Assert.Equal(AccountType.Plan457, AccountTypeWords.Choose("457plan", AccountType.Checking));
        Assert.Equal(AccountType.Plan529, AccountTypeWords.Choose("529plan", AccountType.Checking));
    }

    [Theory]
    [InlineData("1", 1L)]
    [InlineData("9007199254740991", 9007199254740991L)]
    [InlineData("9007199254740992", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("0", null)]
    [InlineData("01", null)]
    [InlineData("+1", null)]
    [InlineData("-1", null)]
    [InlineData(" 1", null)]
    [InlineData("1.0", null)]
    [InlineData("\u0661", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Ids_AreDigitsBelowTwoToThe53_AndNothingElse(string? text, long? id) => Assert.Equal(id, FinicityCall.ParseId(text));

    [Fact]
    public void ADay_StaysThatDay_InEveryAmericanAndEuropeanZone()
    {
        var day = new DateOnly(2026, 3, 1);
        var instant = DateTimeOffset.FromUnixTimeSeconds(EpochTime.Of(day));

        for (var offset = -11; offset <= 11; offset++)
            Assert.Equal(day, DateOnly.FromDateTime(instant.ToOffset(TimeSpan.FromHours(offset)).DateTime));
        Assert.Equal(day, EpochTime.DayOf(EpochTime.Of(day)));
    }
}
