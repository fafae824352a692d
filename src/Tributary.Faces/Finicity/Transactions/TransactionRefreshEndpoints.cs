using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Transactions;

/// <summary>
/// Refreshes of 2025: begun by one call, asked after by another; nobody is there to answer the institution. Every mode reads what the institution
/// shows since the last success and a little before, which is what <c>standard</c> means.
/// </summary>
internal static class TransactionRefreshEndpoints
{
    private const string Refreshes = "/customers/{customerId}/transactions/refreshes";

    private static readonly string[] Modes = ["standard", "historic", "custom"];

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapEach(HttpMethods.Post, [Refreshes], StartAsync);
        calls.MapEach(HttpMethods.Get, [$"{Refreshes}/{{refreshId}}"], GetAsync);
    }

    private static async Task<IResult> StartAsync(FinicityCall call, AnnouncedRefreshes refreshes)
    {
        var customer = await call.CustomerAsync();
        var body = await call.BodyAsync();
        var mode = body.Word("mode") ?? Modes[0];
        if (!Modes.Contains(mode, StringComparer.Ordinal))
            throw new TributaryException(ErrorCatalogue.ParameterInvalid, "mode");
        if (mode == "custom" && ReadMoment(body, "fromDate") >= ReadMoment(body, "toDate"))
            throw new TributaryException(ErrorCatalogue.DateRangeInvalid, "toDate must be after fromDate");
        var accounts = await ReadAccountsAsync(call, customer, body);
        return TransactionRefreshRecord.Started(refreshes.Start(customer, accounts, mode), accounts);
    }

    private static DateTimeOffset? ReadMoment(WireNode body, string member)
    {
        if (body.Word(member) is not { } written)
            return null;
        return DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new TributaryException(ErrorCatalogue.ParameterInvalid, member);
    }

    private static async Task<IResult> GetAsync(FinicityCall call, AnnouncedRefreshes refreshes)
    {
        var customer = await call.CustomerAsync();
        var written = call.Written("refreshId");
        var refresh = (Guid.TryParse(written, out var id) && id.ToString() == written ? refreshes.Find(customer.Id, id) : null)
            ?? throw new TributaryException(ErrorCatalogue.RefreshNotFound, written);
        var wanted = refresh.Accounts.ToHashSet();
        return TransactionRefreshRecord.Status(refresh, [.. (await call.AccountsAsync(customer)).Where(account => wanted.Contains(account.Id))]);
    }

    private static async Task<IReadOnlyList<Account>> ReadAccountsAsync(FinicityCall call, Customer customer, WireNode body)
    {
        var known = (await call.AccountsAsync(customer)).Where(account => account.State == AccountState.Active).ToArray();
        var ids = (body.Find("accountIds")?.Items("accountId") ?? []).Select(item => item.Text?.Trim() ?? "").ToArray();
        if (ids.Length > 0)
        {
            return
            [
                .. ids.Distinct(StringComparer.Ordinal).Select(id => Array.Find(known, account => account.Id.ToString() == id)
                    ?? throw new TributaryException(ErrorCatalogue.AccountNotFound, id)),
            ];
        }

        var login = body.Word("institutionLoginId") ?? throw new TributaryException(ErrorCatalogue.ParameterMissing, "institutionLoginId");
        var ofLogin = known.Where(account => account.LoginId.ToString() == login).ToArray();
        return ofLogin.Length > 0 ? ofLogin : throw new TributaryException(ErrorCatalogue.LoginNotFound, login);
    }
}
