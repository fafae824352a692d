using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Errors;
using Tributary.Core.Institutions;
using Tributary.Core.Subscriptions;
using Tributary.Core.Transactions;
using Tributary.Faces.Wire;
using Tributary.Outbound;

namespace Tributary.Faces.Finicity.TxPush;

/// <summary>
/// Subscribing to an account's events, and transactions that make some (Finicity TxPUSH). A callback must answer a GET with the code it is
/// given before anything is told to it.
/// </summary>
internal static class TxPushEndpoints
{
    private const string Account = "/v1/customers/{customerId}/accounts/{accountId}";
    private const int MostDescription = 1000;

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapPost($"{Account}/txpush", SubscribeAsync);
        calls.MapDelete($"{Account}/txpush", EndAllAsync);
        calls.MapDelete("/v1/customers/{customerId}/subscriptions/{subscriptionId}", EndAsync);
        calls.MapPost($"{Account}/transactions", AddTestTransactionAsync);
    }

    private static async Task<IResult> SubscribeAsync(
        FinicityCall call, SubscriptionRegistry subscriptions, InstitutionDirectory directory, OutboundHttp outbound)
    {
        var (customer, account) = await call.CustomerAndAccountAsync();
        var body = await call.BodyAsync();
        var callbackUrl = FinicityCall.Require(body.Find("subscription") ?? body, "callbackUrl");
        if (call.IsOwnAddress(callbackUrl))
            throw new TributaryException(ErrorCatalogue.CallbackNotAllowed, "It is an address of this server.");
        var isForTests = directory.IsDemo(account.InstitutionId);
        await CallbackVerification.RequireAsync(
            outbound, callbackUrl, isForTests ? OutboundReach.Sandbox : OutboundReach.Internet, call.Aborted);

        var format = call.Format == WireFormat.Xml ? NotificationFormat.Xml : NotificationFormat.Json;
        var added = await subscriptions.SubscribeAsync(customer.Id, account.Id, callbackUrl, format, isForTests, call.Aborted);
        return FinicityAnswer.Created(wire => wire.ListDocument("subscriptions", "subscription", added, one => Write(wire, one)));
    }

    private static async Task<IResult> EndAllAsync(FinicityCall call, SubscriptionRegistry subscriptions)
    {
        var (customer, account) = await call.CustomerAndAccountAsync();
        await subscriptions.EndAsync(customer.Id, account.Id, call.Aborted);
        return FinicityAnswer.NoContent;
    }

    private static async Task<IResult> EndAsync(FinicityCall call, SubscriptionRegistry subscriptions)
    {
        var customer = await call.CustomerAsync();
        await subscriptions.EndAsync(customer.Id, call.SubscriptionId(), call.Aborted);
        return FinicityAnswer.NoContent;
    }

    private static async Task<IResult> AddTestTransactionAsync(FinicityCall call, TestTransactions tests)
    {
        var (customer, account) = await call.CustomerAndAccountAsync();
        var body = await call.BodyAsync();
        var added = await tests.AddAsync(customer.Id, account.Id, Read(body.Find("transaction") ?? body), call.Aborted);
        return FinicityAnswer.Created(wire => wire.Document("transaction", () =>
        {
            wire.Number("id", added.Id.Value);
            wire.Number("createdDate", EpochTime.Of(added.CreatedAt));
        }));
    }

    private static void Write(WireWriter wire, NewSubscription added)
    {
        wire.Number("id", added.Subscription.Id.Value);
        wire.Number("accountId", added.Subscription.AccountId.Value);
        wire.Text("type", added.Subscription.Kind == SubscriptionKind.Account ? "account" : "transaction");
        wire.Text("callbackUrl", added.Subscription.CallbackUrl);
        wire.Text("signingKey", added.SigningKey.Reveal());
    }

    private static TestTransaction Read(WireNode body)
    {
        var amount = decimal.TryParse(
            FinicityCall.Require(body, "amount"), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var read)
            ? read
            : throw new TributaryException(ErrorCatalogue.ParameterInvalid, "amount");
        var description = FinicityCall.Require(body, "description");
        if (description.Length > MostDescription)
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, "description");
        var transactionDate = EpochTime.Parse(FinicityCall.Require(body, "transactionDate"), "transactionDate");
        var postedDate = body.Word("postedDate") is { } posted ? EpochTime.Parse(posted, "postedDate") : transactionDate;
        var isPending = body.Word("status")?.ToLowerInvariant() switch
        {
            null or "active" => false,
            "pending" => true,
            _ => throw new TributaryException(ErrorCatalogue.ParameterInvalid, "status"),
        };
        return new TestTransaction(
            amount, description, DateTimeOffset.FromUnixTimeSeconds(postedDate), DateTimeOffset.FromUnixTimeSeconds(transactionDate), isPending);
    }
}
