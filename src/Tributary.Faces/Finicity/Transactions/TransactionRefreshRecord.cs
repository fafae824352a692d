using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Transactions;

/// <summary>How a refresh of 2025 stands: as a whole, and account by account. Its dates, unlike all others here, are ISO 8601.</summary>
internal static class TransactionRefreshRecord
{
    public static FinicityAnswer Started(AnnouncedRefresh refresh, IReadOnlyList<Account> accounts) =>
        new(StatusCodes.Status202Accepted, wire => wire.Document("refresh", () =>
        {
            wire.Text("refreshId", refresh.Id.ToString());
            wire.Text("customerId", refresh.CustomerId.ToString());
            if (refresh.Outcomes.Count == 1)
                wire.Text("institutionLoginId", accounts[0].LoginId.ToString());
            wire.Words("accountIds", "accountId", accounts.Select(account => account.Id.ToString()));
            wire.Text("mode", refresh.Mode);
            wire.Text("status", "NEW");
            wire.Text("createdAt", Iso(refresh.StartedAt));
        }));

    public static FinicityAnswer Status(AnnouncedRefresh refresh, IReadOnlyList<Account> accounts)
    {
        var statuses = accounts.Select(account => refresh.StatusOf(account.LoginId)).ToArray();
        var succeeded = statuses.Count(status => status is { Error: null });
        var failed = statuses.Count(status => status is { Error: not null });
        return FinicityAnswer.Ok(wire => wire.Document("refresh", () =>
        {
            wire.Text("refreshId", refresh.Id.ToString());
            wire.Text("customerId", refresh.CustomerId.ToString());
            wire.List("accounts", "account", accounts, account =>
            {
                wire.Text("accountId", account.Id.ToString());
                wire.Text("institutionLoginId", account.LoginId.ToString());
                wire.Text("institutionId", account.InstitutionId.ToString());
                if (refresh.StatusOf(account.LoginId) is { } status)
                {
                    var code = AggregationStatusCodes.Of(status);
                    wire.Number("aggregationStatusCode", code);
                    if (status.Error is { } error)
                    {
                        wire.Number("code", code);
                        wire.Text("message", error.Meaning);
                    }
                }

                if (account.SuccessAt is { } success)
                    wire.Text("aggregationSuccessDate", Iso(success));
            });
            wire.Text("mode", refresh.Mode);
            wire.Text("status", succeeded + failed < accounts.Count ? "IN_PROGRESS" : succeeded == 0 && failed > 0 ? "FAILED" : "COMPLETED");
            wire.Number("totalCount", accounts.Count);
            wire.Number("successCount", succeeded);
            wire.Number("failedCount", failed);
        }));
    }

    private static string Iso(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
