using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Errors;

namespace Tributary.Faces.AggCat.Transactions;

/// <summary>An account's transactions by posted day, oldest first (AggCat, 3.5).</summary>
internal static class TransactionEndpoints
{
    public static void Map(IEndpointRouteBuilder calls) => calls.MapGet("/accounts/{accountId}/transactions", List);

    private static IResult List(AggCatCall call, TimeProvider clock)
    {
        var from = Day(call, "txnStartDate") ?? throw new TributaryException(ErrorCatalogue.ParameterMissing, "txnStartDate");
        // A day that has begun anywhere has begun for somebody's bank.
        var to = Day(call, "txnEndDate") ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1);
        if (to < from)
            throw new TributaryException(ErrorCatalogue.DateRangeInvalid, "txnEndDate is before txnStartDate");
        return new TransactionListAnswer(call, from, to);
    }

    private static DateOnly? Day(AggCatCall call, string name) => call.Query(name) switch
    {
        null => null,
        var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => throw new TributaryException(ErrorCatalogue.ParameterInvalid, $"{name} (yyyy-MM-dd)"),
    };
}
