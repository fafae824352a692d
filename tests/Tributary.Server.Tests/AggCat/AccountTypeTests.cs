using System.Net;
using System.Xml.Linq;
using Tributary.TestKit.AggCat;

namespace Tributary.Server.Tests.AggCat;

/// <summary>Accounts whose kind the institution does not tell, and the type that a program gives them (AggCat, 3.3).</summary>
public sealed class AccountTypeTests
{
    [Theory]
    [InlineData("<BankingAccount xmlns=\"http://schema.intuit.com/platform/fdatafeed/bankingaccount/v1\"><bankingAccountType>SAVINGS</bankingAccountType></BankingAccount>", "BankingAccount", "bankingAccountType", "SAVINGS")]
    [InlineData("<ns4:BankingAccount xmlns:ns4=\"http://schema.intuit.com/platform/fdatafeed/bankingaccount/v1\"><ns4:bankingAccountType>checking</ns4:bankingAccountType></ns4:BankingAccount>", "BankingAccount", "bankingAccountType", "CHECKING")]
    [InlineData("<CreditAccount><creditAccountType>OTHER</creditAccountType></CreditAccount>", "CreditAccount", "creditAccountType", "OTHER")]
    [InlineData("<LoanAccount xmlns=\"http://schema.intuit.com/platform/fdatafeed/loanaccount/v1\"><loanType>AUTO</loanType></LoanAccount>", "LoanAccount", "loanType", "AUTO")]
    [InlineData("<LoanAccount><loanAccountType>mortgage</loanAccountType></LoanAccount>", "LoanAccount", "loanType", "MORTGAGE")]
    [InlineData("<Loan xmlns=\"http://schema.intuit.com/platform/fdatafeed/loan/v1\"><loanType>SMB</loanType></Loan>", "LoanAccount", "loanType", "SMB")]
    [InlineData("<Loan><loan>STUDENT</loan></Loan>", "LoanAccount", "loanType", "STUDENT")]
    [InlineData("<InvestmentAccount><investmentAccountType>401k</investmentAccountType></InvestmentAccount>", "InvestmentAccount", "investmentAccountType", "401K")]
    [InlineData("<RewardsAccount><rewardsAccountType>AIRLINE</rewardsAccountType></RewardsAccount>", "RewardsAccount", "rewardsAccountType", "AIRLINE")]
    [InlineData("<RewardAccount><rewardAccountType>HOTEL</rewardAccountType></RewardAccount>", "RewardsAccount", "rewardsAccountType", "HOTEL")]
    [InlineData("<ns4:RewardAccount xmlns:ns4=\"http://schema.intuit.com/platform/fdatafeed/rewardsaccount/v1\"><ns4:rewardAccountType/></ns4:RewardAccount>", "RewardsAccount", "rewardsAccountType", "OTHER")]
    [InlineData("{\"type\":\"loanAccount\",\"loanAccountType\":\"CONSTR\"}", "LoanAccount", "loanType", "CONSTR")]
    [InlineData("<BankingAccount><accountId>1</accountId><institutionId>0</institutionId><institutionLoginId>0</institutionLoginId><bankingAccountType>CD</bankingAccountType></BankingAccount>", "BankingAccount", "bankingAccountType", "CD")]
    public async Task ATypeInEverySpelling_IsTaken_AndSurvivesARefresh(string body, string element, string field, string word)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var account = await AddOtherAsync(program);
        var path = "/accounts/" + LoginTests.Value(account, "accountId");

        Assert.Equal(HttpStatusCode.OK, (await program.PutAsync(path, body)).Status);
        Assert.Equal(HttpStatusCode.OK, (await program.PutAsync(path, body)).Status);
        await program.PutAsync($"/logins/{LoginTests.Value(account, "institutionLoginId")}?refresh=true", "");

        var typed = Assert.Single(XDocument.Parse((await program.GetAsync(path)).Text).Root!.Elements());
        Assert.Equal((element, word), (typed.Name.LocalName, LoginTests.Value(typed, field)));
        Assert.Equal(HttpStatusCode.OK, (await program.GetAsync($"{path}/transactions?txnStartDate=2026-01-01")).Status);
    }

    [Theory]
    [InlineData("<BankingAccount><bankingAccountType>BROKERAGE</bankingAccountType></BankingAccount>")]
    [InlineData("<BankingAccount/>")]
    [InlineData("<BankingAccount><bankingAccountType/></BankingAccount>")]
    [InlineData("<RewardAccount></RewardAccount>")]
    [InlineData("<PensionAccount><pensionAccountType>A</pensionAccountType></PensionAccount>")]
    [InlineData("")]
    [InlineData("null")]
    public async Task WhatIsNoType_IsABadRequest(string body)
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var account = await AddOtherAsync(program);

        LoginTests.AssertStatus(await program.PutAsync("/accounts/" + LoginTests.Value(account, "accountId"), body), HttpStatusCode.BadRequest, "api.request.invalid");
    }

    [Fact]
    public async Task AnAccountWhoseTypeTheInstitutionTells_KeepsIt()
    {
        await using var server = await AggCatServer.StartAsync();
        var program = await server.Program().SignOnAsync("customer-1");
        var added = await program.PostAsync("/institutions/100000/logins", LoginTests.Credentials("direct", "x"));
        var account = XDocument.Parse(added.Text).Root!.Elements().First();

        LoginTests.AssertStatus(
            await program.PutAsync("/accounts/" + LoginTests.Value(account, "accountId"), "<BankingAccount><bankingAccountType>CHECKING</bankingAccountType></BankingAccount>"),
            HttpStatusCode.Forbidden,
            "api.account.type.forbidden");
    }

    private static async Task<XElement> AddOtherAsync(AggCatProgram program)
    {
        var added = await program.PostAsync("/institutions/100000/logins", LoginTests.Credentials("other", "x"));
        return XDocument.Parse(added.Text).Root!.Elements().First(account => account.Name.LocalName == "OtherAccount");
    }
}
