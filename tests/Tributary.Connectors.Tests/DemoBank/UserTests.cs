using Tributary.Core.Accounts;
using Tributary.Core.Connectors;
using Tributary.Core.Errors;

namespace Tributary.Connectors.Tests.DemoBank;

/// <summary>Every user of the demo banks, as Finicity's testing accounts and Intuit's test institution describe them.</summary>
public sealed class UserTests
{
    private readonly Bank _bank = new();

    [Theory]
    [InlineData(Bank.FinBank, "demo", "go", 10)]
    [InlineData(Bank.FinBank, " demo ", "go", 10)]
    [InlineData(Bank.FinBank, "other", "go", 3)]
    [InlineData(101014, "demo", "go", 10)]
    [InlineData(101509, "demo", "go", 10)]
    [InlineData(101510, "demo", "go", 10)]
    [InlineData(101764, "demo", "go", 10)]
    [InlineData(Bank.FinBankAgain, "demo", "go", 10)]
    [InlineData(Bank.FinBankAgain, "other", "go", 3)]
    [InlineData(Bank.Profiles, "profile_01", "profile_01", 2)]
    [InlineData(Bank.Profiles, "profile_02", "profile_02", 4)]
    [InlineData(Bank.Profiles, "profile_03", "profile_03", 10)]
    [InlineData(Bank.Profiles, "profile_04", "profile_04", 3)]
    [InlineData(Bank.Profiles, "profile_05", "profile_05", 3)]
    [InlineData(Bank.CcBank, "direct", "anyvalue", 10)]
    [InlineData(Bank.CcBank, "direct", "something else", 10)]
    [InlineData(Bank.CcBank, "demo", "go", 10)]
    [InlineData(Bank.CcBank, "other", "anyvalue", 3)]
    public async Task SignIn_OfAUserWhoIsNotAsked_ShowsTheAccounts(long institution, string user, string password, int count)
    {
        var customer = new Questioned();
        var signedIn = Assert.IsType<SignInResult.SignedIn>(await _bank.SignInAsync(institution, user, password, customer));

        Assert.Equal(count, signedIn.Accounts.Count);
        Assert.Empty(customer.Asked);
        Assert.Null(signedIn.Remember);
    }

    [Fact]
    public void FinBankUnderAnotherId_HasThatIdsLoginForm_AndIsNotFoundBesideIt()
    {
        var again = _bank.Institution(Bank.FinBankAgain);

        Assert.Equal(["101806001", "101806002"], again.LoginForm.Select(field => field.Id));
        Assert.Equal((true, false), (again.IsDemo, again.IsListed));
        Assert.Equal(3, _bank.Connector.Institutions.Count(institution => institution.IsListed));
    }

    [Theory]
    [InlineData(Bank.FinBank, "invalid_user", "go")]
    [InlineData(Bank.FinBank, "demo", "wrong")]
    [InlineData(Bank.FinBank, "demo", "")]
    [InlineData(Bank.FinBank, "demo", "GO")]
    [InlineData(Bank.FinBank, "", "go")]
    [InlineData(Bank.FinBank, "Demo", "go")]
    [InlineData(Bank.FinBank, "direct", "anyvalue")]
    [InlineData(Bank.FinBankAgain, "direct", "anyvalue")]
    [InlineData(Bank.FinBankAgain, "invalid_user", "go")]
    [InlineData(Bank.FinBank, "tfa_text", "wrong")]
    [InlineData(Bank.Profiles, "profile_01", "profile_02")]
    [InlineData(Bank.Profiles, "demo", "go")]
    [InlineData(Bank.CcBank, "bad", "anyvalue")]
    [InlineData(Bank.CcBank, "direct", "bad")]
    [InlineData(Bank.CcBank, "direct", "")]
    [InlineData(Bank.CcBank, "tfa_text", "bad")]
    [InlineData(Bank.CcBank, "nobody", "anyvalue")]
    public async Task SignIn_WithUnknownUserOrWrongPassword_IsRefusedUnasked(long institution, string user, string password)
    {
        var customer = new Questioned();
        var refused = Assert.IsType<SignInResult.Refused>(await _bank.SignInAsync(institution, user, password, customer));

        Assert.Equal(ErrorCatalogue.CredentialsRejected, refused.Error);
        Assert.Empty(customer.Asked);
        Assert.Equal(1, _bank.Script.At(institution).CredentialsRefused);
    }

    [Theory]
    [InlineData(Bank.FinBank, "demo", "123", 123)]
    [InlineData(Bank.FinBank, "demo", "125", 125)]
    [InlineData(Bank.FinBank, "demo", "127", 127)]
    [InlineData(Bank.FinBank, "demo", "128", 128)]
    [InlineData(Bank.FinBank, "demo", "130", 130)]
    [InlineData(Bank.FinBankAgain, "demo", "130", 130)]
    [InlineData(Bank.CcBank, "request_error", "anyvalue", null)]
    public async Task SignIn_OfAUserTheBankFailsFor_TellsTheBanksNumber(long institution, string user, string password, int? code)
    {
        var refused = Assert.IsType<SignInResult.Refused>(await _bank.SignInAsync(institution, user, password));

        Assert.Equal(ErrorCatalogue.InstitutionFailed, refused.Error);
        Assert.Equal(code, refused.InstitutionCode);
        Assert.Equal(0, _bank.Script.At(institution).CredentialsRefused);
    }

    [Fact]
    public async Task DiscoverTimeout_TakesMinutes_ThenSucceeds()
    {
        var signIn = _bank.SignInAsync(Bank.FinBank, "discovertimeout", "go");
        _bank.Clock.Advance(TimeSpan.FromMinutes(4));
        Assert.False(signIn.IsCompleted);

        _bank.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10, Assert.IsType<SignInResult.SignedIn>(await signIn).Accounts.Count);
    }

    [Fact]
    public async Task TenAccounts_HaveTheNumbersAndNamesOfIntuitsTestInstitution()
    {
        var accounts = await _bank.AccountsAsync(Bank.CcBank, "direct", "anyvalue");

        Assert.Equal(
            [
                "My Retirement 0000000001 Plan401K", "My Visa 4100007777 CreditCard", "My Mortgage 1000000001 Mortgage",
                "My Brokerage 0000000000 Brokerage", "My Roth IRA 2000004444 RothIra", "My Savings 1000002222 Savings",
                "My Line of Credit 8000006666 LineOfCredit", "My CD 2000005555 CertificateOfDeposit", "My Auto Loan 8000008888 AutoLoan",
                "My Checking 1000001111 Checking",
            ],
            accounts.Select(account => $"{account.Name} {account.Number} {account.Type}"));
    }

    [Fact]
    public async Task SameAccounts_StandBehindBothInstitutions_UnderNamesOfTheirOwn()
    {
        var finBank = await _bank.AccountsAsync(Bank.FinBank, "demo", "go");
        var ccBank = await _bank.AccountsAsync(Bank.CcBank, "direct", "anyvalue");

        Assert.Equal(ccBank.Select(account => account.Name), finBank.Select(account => "My " + account.Name));
        Assert.Equal(
            Bank.Print(ccBank.Select(account => account with { Name = "" })),
            Bank.Print(finBank.Select(account => account with { Name = "" })));
    }

    [Fact]
    public async Task Profile02_HasAnEmployersPlan_AndNumbersOfItsOwn()
    {
        var profile = await _bank.AccountsAsync(Bank.Profiles, "profile_02", "profile_02");
        var demo = await _bank.AccountsAsync();

        Assert.Contains(profile, account => account.Type == AccountType.Plan401K);
        Assert.Empty(profile.Select(account => account.Key).Intersect(demo.Select(account => account.Key)));
        Assert.NotEqual(
            Bank.Print(demo.Single(account => account.Name == "Checking").Transactions),
            Bank.Print(profile.Single(account => account.Name == "Checking").Transactions));
    }

    [Theory]
    [InlineData(Bank.FinBank, "other", "go")]
    [InlineData(Bank.CcBank, "other", "anyvalue")]
    public async Task Other_HasAccountsOfUnknownKind_WithTransactions(long institution, string user, string password)
    {
        var accounts = await _bank.AccountsAsync(institution, user, password);

        Assert.All(accounts, account =>
        {
            Assert.Equal(AccountType.Unknown, account.Type);
            Assert.Null(account.Detail);
            Assert.NotEmpty(account.Transactions);
        });
    }
}
