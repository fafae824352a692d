using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Institutions;
using Tributary.Core.SignIn;
using Tributary.Faces.Finicity.Challenges;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>
/// What an institution tells of one account beyond the usual (Finicity's premium services): ACH details and owner, each at a sign-in of its
/// own that may ask; the available balance; the details of a loan's payment.
/// </summary>
internal static class AccountServiceEndpoints
{
    private const string Account = "/customers/{customerId}/accounts/{accountId}";

    public static void Map(IEndpointRouteBuilder calls)
    {
        Map(calls, $"/v1{Account}/details", _ => new AccountInquiry.AchDetails(), HoldsDeposits, AccountReplyRecord.Answer);
        Map(calls, $"/v1{Account}/owner", _ => new AccountInquiry.Owner(), _ => true, AccountReplyRecord.Answer);
        Map(calls, $"/v3{Account}/details", _ => new AccountInquiry.AchDetails(), HoldsDeposits, AccountReplyRecord.AnswerV3);
        Map(calls, $"/v3{Account}/owner", _ => new AccountInquiry.Owner(), _ => true, AccountReplyRecord.AnswerV3);
        calls.MapGet($"/v1{Account}/availableBalance", GetAvailableBalanceAsync);
        calls.MapGet($"/v1{Account}/availableBalance/live", GetLiveBalanceAsync);
        calls.MapEach(HttpMethods.Get, [$"/v1{Account}/loanDetails", $"/v2{Account}/loanDetails"], GetLoanDetailsAsync);
    }

    private static void Map(
        IEndpointRouteBuilder calls,
        string path,
        Func<FinicityCall, AccountInquiry> inquiry,
        Func<Account, bool> serves,
        Func<AccountReply, IResult> answer)
    {
        calls.MapGet(path, (FinicityCall call, Aggregator aggregator) => InquireAsync(call, aggregator, inquiry, serves, answer));
        calls.MapPost($"{path}/mfa", (FinicityCall call, Aggregator aggregator) => InquireAsync(call, aggregator, inquiry, serves, answer));
    }

    private static async Task<IResult> InquireAsync(
        FinicityCall call,
        Aggregator aggregator,
        Func<FinicityCall, AccountInquiry> inquiry,
        Func<Account, bool> serves,
        Func<AccountReply, IResult> answer)
    {
        var (customer, account, login) = await call.CustomerAccountAndLoginAsync();
        if (!serves(account))
            throw new TributaryException(ErrorCatalogue.AccountServiceUnsupported, account.Id.ToString());
        var outcome = await InquireAsync(call, aggregator, customer, login, account, inquiry(call));
        return SignInAnswer.Of(outcome, told => answer(told.Reply ?? throw new TributaryException(ErrorCatalogue.AccountDetailsNotFound)));
    }

    /// <summary>Asks, or hands in the answers that the asking brought up.</summary>
    internal static async Task<SignInOutcome> InquireAsync(
        FinicityCall call, Aggregator aggregator, Customer customer, InstitutionLogin login, Account account, AccountInquiry inquiry)
    {
        if (!call.IsAnswer)
            return await aggregator.InquireAsync(customer, account, inquiry, call.Aborted);
        var (session, answers) = ChallengeAnswers.Read(call, await call.BodyAsync());
        return await aggregator.AnswerForInquiryAsync(customer, login, account, inquiry, session, answers, call.Aborted);
    }

    private static async Task<IResult> GetAvailableBalanceAsync(FinicityCall call) =>
        AnswerBalance(RequireDeposits((await call.CustomerAndAccountAsync()).Account));

    /// <summary>Asks the institution first; nobody is there to answer it.</summary>
    private static async Task<IResult> GetLiveBalanceAsync(FinicityCall call, Aggregator aggregator)
    {
        var (customer, account) = await call.CustomerAndAccountAsync();
        RequireDeposits(account);
        var outcome = await aggregator.RefreshAsync(customer, account.LoginId, mayAsk: false, call.Aborted);
        return SignInAnswer.Of(outcome, live => AnswerBalance(live.Accounts.First(a => a.Id == account.Id)));
    }

    private static FinicityAnswer AnswerBalance(Account account) =>
        AvailableBalanceRecord.Answer(account) ?? throw new TributaryException(ErrorCatalogue.AccountDetailsNotFound);

    private static async Task<IResult> GetLoanDetailsAsync(FinicityCall call, InstitutionDirectory directory)
    {
        var (_, account) = await call.CustomerAndAccountAsync();
        if (account.Type.Kind() != AccountKind.Loan)
            throw new TributaryException(ErrorCatalogue.AccountServiceUnsupported, account.Id.ToString());
        return LoanDetailsRecord.Answer(account, directory.Get(account.InstitutionId).Address);
    }

    private static bool HoldsDeposits(Account account) => account.Type.Kind() == AccountKind.Banking;

    private static Account RequireDeposits(Account account) => HoldsDeposits(account)
        ? account
        : throw new TributaryException(ErrorCatalogue.AccountServiceUnsupported, account.Id.ToString());
}
