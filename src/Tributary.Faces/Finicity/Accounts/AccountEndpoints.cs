using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Errors;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>
/// Reading, changing and deleting accounts (Finicity Customer Accounts). Lists hold the active ones. <c>simple</c> reads the same accounts
/// in a reduced record.
/// </summary>
internal static class AccountEndpoints
{
    private const string Customer = "/customers/{customerId}";
    private const string Accounts = $"{Customer}/accounts";
    private const string Account = $"{Accounts}/{{accountId}}";
    private const string OfInstitution = $"{Customer}/institutions/{{institutionId}}/accounts";
    private const string OfLogin = $"{Customer}/institutionLogins/{{institutionLoginId}}/accounts";

    public static void Map(IEndpointRouteBuilder calls)
    {
        calls.MapEach(HttpMethods.Get, [$"/v1{Accounts}", $"/v2{Accounts}"], (FinicityCall call) => ListAsync(call, FindAsync));
        calls.MapGet($"/v1{Accounts}/simple", (FinicityCall call) => ListSimplyAsync(call, FindAsync));
        calls.MapGet($"/v1{OfInstitution}", (FinicityCall call) => ListAsync(call, FindOfInstitutionAsync));
        calls.MapGet($"/v1{OfInstitution}/simple", (FinicityCall call) => ListSimplyAsync(call, FindOfInstitutionAsync));
        calls.MapGet($"/v1{OfLogin}", (FinicityCall call) => ListAsync(call, FindOfLoginAsync));
        calls.MapGet($"/v1{OfLogin}/simple", (FinicityCall call) => ListSimplyAsync(call, FindOfLoginAsync));
        calls.MapEach(HttpMethods.Get, [$"/v1{Account}", $"/v2{Account}"], GetAsync);
        calls.MapGet($"/v1{Account}/simple", async (FinicityCall call) => AccountRecord.Simple((await call.CustomerAndAccountAsync()).Account));
        calls.MapPut($"/v1{Account}", ModifyAsync);
        calls.MapDelete($"/v1{Account}", DeleteAsync);
    }

    private static async Task<IResult> ListAsync(FinicityCall call, Func<FinicityCall, FinicityReader, Task<IReadOnlyList<Account>>> find) =>
        AccountRecord.List(await call.ReadAsync(async read => await read.ListedAsync(await find(call, read))));

    private static async Task<IResult> ListSimplyAsync(FinicityCall call, Func<FinicityCall, FinicityReader, Task<IReadOnlyList<Account>>> find) =>
        AccountRecord.SimpleList(await call.ReadAsync(read => find(call, read)));

    private static async Task<IReadOnlyList<Account>> FindAsync(FinicityCall call, FinicityReader read)
    {
        var customer = await read.CustomerAsync();
        var withPending = ReadStatus(call);
        return [.. (await read.AccountsAsync(customer)).Where(account => withPending || account.State == AccountState.Active)];
    }

    /// <summary>Whether the pending accounts are wanted too.</summary>
    private static bool ReadStatus(FinicityCall call) => call.Query("status") switch
    {
        null or "active" => false,
        "pending" => true,
        _ => throw new TributaryException(ErrorCatalogue.ParameterInvalid, "status"),
    };

    private static async Task<IReadOnlyList<Account>> FindOfInstitutionAsync(FinicityCall call, FinicityReader read)
    {
        var institutionId = call.Written("institutionId");
        var withPending = ReadStatus(call);
        var accounts = (await read.AccountsAsync(await read.CustomerAsync()))
            .Where(account => account.InstitutionId.ToString() == institutionId && (withPending || account.State == AccountState.Active))
            .ToArray();
        return accounts.Length > 0 ? accounts : throw new TributaryException(ErrorCatalogue.InstitutionHasNoAccounts, institutionId);
    }

    private static async Task<IReadOnlyList<Account>> FindOfLoginAsync(FinicityCall call, FinicityReader read)
    {
        var withPending = ReadStatus(call);
        var customer = await read.CustomerAsync();
        var accounts = await read.AccountsAsync(customer, (await read.LoginAsync(customer)).Id);
        var wanted = accounts.Where(account => withPending || account.State == AccountState.Active).ToArray();
        return wanted.Length > 0 ? wanted : throw call.NotFound(ErrorCatalogue.LoginNotFound, "institutionLoginId");
    }

    /// <summary>One account, or a list of those whose ids stand side by side with commas between them.</summary>
    private static async Task<IResult> GetAsync(FinicityCall call)
    {
        var ids = call.Written("accountId");
        return ids.Contains(',', StringComparison.Ordinal)
            ? await ListAsync(call, (_, read) => FindAllAsync(read, ids.Split(',', StringSplitOptions.TrimEntries)))
            : AccountRecord.Answer(await call.ReadAsync(async read =>
                await read.ListedAsync([await read.AccountAsync(await read.CustomerAsync())])));
    }

    private static async Task<IReadOnlyList<Account>> FindAllAsync(FinicityReader read, string[] ids)
    {
        var accounts = await read.AccountsAsync(await read.CustomerAsync());
        var known = accounts.ToDictionary(account => account.Id.ToString(), StringComparer.Ordinal);
        var unknown = ids.Where(id => !known.ContainsKey(id)).ToArray();
        return unknown.Length == 0
            ? [.. ids.Distinct(StringComparer.Ordinal).Select(id => known[id])]
            : throw new TributaryException(ErrorCatalogue.AccountNotFound, string.Join(", ", unknown));
    }

    /// <summary>Programs send back the whole record they got: what cannot be changed in it is left alone.</summary>
    private static async Task<IResult> ModifyAsync(FinicityCall call, Aggregator aggregator)
    {
        var (customer, account) = await call.CustomerAndAccountAsync();
        var body = await call.BodyAsync();
        var record = body.Find("account") ?? body;
        await aggregator.ModifyAccountAsync(customer, account.Id, record.Word("number"), record.Word("name"), call.Aborted);
        return FinicityAnswer.NoContent;
    }

    private static async Task<IResult> DeleteAsync(FinicityCall call, Aggregator aggregator)
    {
        var (customer, account) = await call.CustomersAccountAsync();
        await aggregator.DeleteAccountAsync(customer, account.Id, call.Aborted);
        return FinicityAnswer.NoContent;
    }
}
