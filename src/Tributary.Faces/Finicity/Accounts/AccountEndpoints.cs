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
        calls.MapEach(HttpMethods.Get, [$"/v1{Accounts}", $"/v2{Accounts}"], async (FinicityCall call) => AccountRecord.List(await ListAsync(call)));
        calls.MapGet($"/v1{Accounts}/simple", async (FinicityCall call) => AccountRecord.SimpleList(await ListAsync(call)));
        calls.MapGet($"/v1{OfInstitution}", async (FinicityCall call) => AccountRecord.List(await ListOfInstitutionAsync(call)));
        calls.MapGet($"/v1{OfInstitution}/simple", async (FinicityCall call) => AccountRecord.SimpleList(await ListOfInstitutionAsync(call)));
        calls.MapGet($"/v1{OfLogin}", async (FinicityCall call) => AccountRecord.List(await ListOfLoginAsync(call)));
        calls.MapGet($"/v1{OfLogin}/simple", async (FinicityCall call) => AccountRecord.SimpleList(await ListOfLoginAsync(call)));
        calls.MapEach(HttpMethods.Get, [$"/v1{Account}", $"/v2{Account}"], GetAsync);
        calls.MapGet($"/v1{Account}/simple", async (FinicityCall call) => AccountRecord.Simple((await call.CustomerAndAccountAsync()).Account));
        calls.MapPut($"/v1{Account}", ModifyAsync);
        calls.MapDelete($"/v1{Account}", DeleteAsync);
    }

    private static Task<IEnumerable<Account>> ListAsync(FinicityCall call) => call.ReadAsync(async read =>
    {
        var customer = await read.CustomerAsync();
        var withPending = ReadStatus(call);
        return (await read.AccountsAsync(customer)).Where(account => withPending || account.State == AccountState.Active);
    });

    /// <summary>Whether the pending accounts are wanted too.</summary>
    private static bool ReadStatus(FinicityCall call) => call.Query("status") switch
    {
        null or "active" => false,
        "pending" => true,
        _ => throw new TributaryException(ErrorCatalogue.ParameterInvalid, "status"),
    };

    private static async Task<IReadOnlyList<Account>> ListOfInstitutionAsync(FinicityCall call)
    {
        var institutionId = call.Written("institutionId");
        var accounts = (await ListAsync(call)).Where(account => account.InstitutionId.ToString() == institutionId).ToArray();
        return accounts.Length > 0 ? accounts : throw new TributaryException(ErrorCatalogue.InstitutionHasNoAccounts, institutionId);
    }

    private static async Task<IReadOnlyList<Account>> ListOfLoginAsync(FinicityCall call)
    {
        var accounts = await call.ReadAsync(async read =>
        {
            var customer = await read.CustomerAsync();
            return await read.AccountsAsync(customer, (await read.LoginAsync(customer)).Id);
        });
        var withPending = ReadStatus(call);
        var wanted = accounts.Where(account => withPending || account.State == AccountState.Active).ToArray();
        return wanted.Length > 0 ? wanted : throw call.NotFound(ErrorCatalogue.LoginNotFound, "institutionLoginId");
    }

    /// <summary>One account, or a list of those whose ids stand side by side with commas between them.</summary>
    private static async Task<IResult> GetAsync(FinicityCall call)
    {
        var ids = call.Written("accountId");
        return ids.Contains(',', StringComparison.Ordinal)
            ? AccountRecord.List(await ListAsync(call, ids.Split(',', StringSplitOptions.TrimEntries)))
            : AccountRecord.Answer((await call.CustomerAndAccountAsync()).Account);
    }

    private static async Task<IReadOnlyList<Account>> ListAsync(FinicityCall call, string[] ids)
    {
        var accounts = await call.ReadAsync(async read => await read.AccountsAsync(await read.CustomerAsync()));
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
