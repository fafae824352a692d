using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Faces.Finicity.Accounts;
using Tributary.Faces.Finicity.Challenges;

namespace Tributary.Faces.Finicity.Statements;

/// <summary>
/// Statements as the institution prints them (Finicity Bank Statements): one as a PDF; or, in version 3, a list of those asked for, each of which
/// is an asset to be fetched by its id. They are asked for anew each time, at a sign-in that may ask back.
/// </summary>
internal static class StatementEndpoints
{
    private const string Statement = "/customers/{customerId}/accounts/{accountId}/statement";
    private const string Asset = "/v1/customers/{customerId}/assets/{assetId}";
    private const int MostStatements = 24;

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapEach(HttpMethods.Get, [$"/v1{Statement}"], GetAsync);
        calls.MapEach(HttpMethods.Post, [$"/v1{Statement}/mfa"], GetAsync);
        calls.MapEach(HttpMethods.Get, [$"/v3{Statement}"], ListAsync);
        calls.MapEach(HttpMethods.Post, [$"/v3{Statement}/mfa"], ListAsync);
        calls.MapEach(HttpMethods.Get, [Asset], GetAssetAsync);
        calls.MapEach(HttpMethods.Post, [$"{Asset}/mfa"], GetAssetAsync);
    }

    private static async Task<IResult> GetAsync(FinicityCall call, Aggregator aggregator)
    {
        var (customer, account, login) = await call.CustomerAccountAndLoginAsync();
        return ReadIndexes(call) is [var index]
            ? await InquireAsync(call, aggregator, customer, login, account, [index], told => Document(told, index, ErrorCatalogue.AccountDetailsNotFound))
            : throw new TributaryException(ErrorCatalogue.ParameterInvalid, "index");
    }

    private static async Task<IResult> ListAsync(FinicityCall call, Aggregator aggregator, TimeProvider clock)
    {
        var (customer, account, login) = await call.CustomerAccountAndLoginAsync();
        var indexes = ReadIndexes(call);
        return await InquireAsync(call, aggregator, customer, login, account, indexes, told => StatementRecord.List(account, indexes, told, clock.GetUtcNow()));
    }

    private static async Task<IResult> GetAssetAsync(FinicityCall call, Aggregator aggregator, TimeProvider clock)
    {
        var notFound = new TributaryException(ErrorCatalogue.AssetNotFound, call.Written("assetId"));
        var asset = StatementAsset.Parse(call.Written("assetId"));
        var (customer, account, login) = await call.ReadAsync(async read =>
        {
            var customer = await read.CustomerAsync();
            var account = (await read.AccountsAsync(customer)).FirstOrDefault(known => known.Id == asset?.AccountId) ?? throw notFound;
            return (customer, account, await read.LoginOfAsync(account));
        });
        var index = asset!.IndexAt(clock.GetUtcNow());
        return index is >= 1 and <= MostStatements
            ? await InquireAsync(call, aggregator, customer, login, account, [index], told => Document(told, index, ErrorCatalogue.AssetNotFound))
            : throw notFound;
    }

    private static async Task<IResult> InquireAsync(
        FinicityCall call,
        Aggregator aggregator,
        Customer customer,
        InstitutionLogin login,
        Account account,
        IReadOnlyList<int> indexes,
        Func<IReadOnlyDictionary<int, PrintedStatement>, IResult> answer)
    {
        var outcome = await AccountServiceEndpoints.InquireAsync(
            call, aggregator, customer, login, account, new AccountInquiry.Statements(indexes));
        return SignInAnswer.Of(outcome, told => answer(
            ((AccountReply.Statements?)told.Reply)?.ByIndex ?? throw new TributaryException(ErrorCatalogue.AccountDetailsNotFound)));
    }

    private static DocumentAnswer Document(IReadOnlyDictionary<int, PrintedStatement> told, int index, Error missing) =>
        told.TryGetValue(index, out var statement) ? new DocumentAnswer(statement.Pdf) : throw new TributaryException(missing);

    private static int[] ReadIndexes(FinicityCall call) =>
    [
        .. (call.Query("index") ?? "1").Split(',', StringSplitOptions.TrimEntries)
            .Select(text => int.TryParse(text, out var index) && index is >= 1 and <= MostStatements
                ? index
                : throw new TributaryException(ErrorCatalogue.ParameterInvalid, "index")),
    ];
}
