using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tributary.Core.Categories;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Partners;
using Tributary.Core.Transactions;

namespace Tributary.Faces.TributaryApi;

/// <summary>What customers correct, and how far history is behind the rules.</summary>
internal static class CategoryEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/categories", List).WithSummary("Every category there is.").Produces<CategoryList>();
        api.MapGet("/categories/status", GetStatusAsync)
            .WithSummary("How far the categorizing of history by the present rules has come.")
            .WithDescription("done of total transactions since startedAt; finishedAt is absent while it goes on. waitingCustomers are those whose history is still to be looked at, also after corrections of their own.")
            .Produces<CategoryStatus>();
        api.MapPut("/customers/{customerId}/transactions/{transactionId}/category", CorrectAsync)
            .WithSummary("Say what a transaction was for.")
            .WithDescription(
                "The answer is a rule of the customer: it holds for this transaction and for all others of the same payee and direction, those to come and, within moments, "
                + "past ones. An earlier rule for the same gives way. A category that is none answers 400 and names the nearest, where one is near. The partner may be left out while there is exactly one.")
            .Produces<KnownRule>();
        api.MapGet("/customers/{customerId}/category-rules", ListRulesAsync)
            .WithSummary("What a customer has corrected, oldest first.")
            .Produces<RuleList>();
        api.MapDelete("/customers/{customerId}/category-rules/{ruleId}", WithdrawAsync)
            .WithSummary("Take a correction back.")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static IResult List() => TypedResults.Json(
        new CategoryList([.. TransactionCategory.All.Select(category => category.Name)]), TributaryApiJson.Default.CategoryList);

    private static async Task<IResult> GetStatusAsync(PaymentCategories categories, Categorizer categorizer, CancellationToken cancellationToken)
    {
        var progress = await categories.FindProgressAsync(cancellationToken);
        return TypedResults.Json(
            new CategoryStatus
            {
                RuleCount = categorizer.RuleCount,
                Total = progress?.Total ?? 0,
                Done = progress?.Done ?? 0,
                StartedAt = progress?.StartedAt,
                FinishedAt = progress?.FinishedAt,
                WaitingCustomers = progress?.Waiting ?? 0,
            },
            TributaryApiJson.Default.CategoryStatus);
    }

    private static async Task<IResult> CorrectAsync(
        string customerId,
        string transactionId,
        string? partner,
        Correction body,
        PartnerRegistry partners,
        CustomerRegistry customers,
        PaymentCategories categories,
        CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(body.Category))
            throw new TributaryException(ErrorCatalogue.ParameterMissing, "category");
        var customer = await CustomerOfAsync(customerId, partner, partners, customers, cancellationToken);
        var transaction = ReadId(transactionId) ?? throw new TributaryException(ErrorCatalogue.TransactionNotFound, transactionId);
        var rule = await categories.CorrectAsync(customer.Id, new TransactionId(transaction), body.Category, cancellationToken);
        return TypedResults.Json(KnownRule.Of(rule), TributaryApiJson.Default.KnownRule);
    }

    private static async Task<IResult> ListRulesAsync(
        string customerId, string? partner, PartnerRegistry partners, CustomerRegistry customers, PaymentCategories categories, CancellationToken cancellationToken)
    {
        var customer = await CustomerOfAsync(customerId, partner, partners, customers, cancellationToken);
        var rules = await categories.ListRulesAsync(customer.Id, cancellationToken);
        return TypedResults.Json(new RuleList([.. rules.Select(KnownRule.Of)]), TributaryApiJson.Default.RuleList);
    }

    private static async Task<IResult> WithdrawAsync(
        string customerId,
        string ruleId,
        string? partner,
        PartnerRegistry partners,
        CustomerRegistry customers,
        PaymentCategories categories,
        CancellationToken cancellationToken)
    {
        var customer = await CustomerOfAsync(customerId, partner, partners, customers, cancellationToken);
        var rule = ReadId(ruleId) ?? throw new TributaryException(ErrorCatalogue.CategoryRuleNotFound, ruleId);
        await categories.WithdrawAsync(customer.Id, new CategoryRuleId(rule), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Customer> CustomerOfAsync(
        string customerId, string? partner, PartnerRegistry partners, CustomerRegistry customers, CancellationToken cancellationToken)
    {
        var owner = await partners.GetOrOnlyAsync(partner, cancellationToken);
        var id = ReadId(customerId) ?? throw new TributaryException(ErrorCatalogue.CustomerNotFound, customerId);
        return await customers.GetAsync(owner.Id, new CustomerId(id), cancellationToken);
    }

    private static long? ReadId(string text) =>
        long.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : null;

    internal sealed record Correction(string? Category);

    internal sealed record CategoryList(IReadOnlyList<string> Categories);

    internal sealed record RuleList(IReadOnlyList<KnownRule> Rules);

    internal sealed record CategoryStatus
    {
        public required int RuleCount { get; init; }

        public required long Total { get; init; }

        public required long Done { get; init; }

        public DateTimeOffset? StartedAt { get; init; }

        public DateTimeOffset? FinishedAt { get; init; }

        public required long WaitingCustomers { get; init; }
    }

    internal sealed record KnownRule
    {
        public required string Id { get; init; }

        public required string TransactionId { get; init; }

        public required string Payee { get; init; }

        public required string Direction { get; init; }

        public required string Category { get; init; }

        /// <summary>Whether the rule is for its transaction alone, which names nobody.</summary>
        public required bool IsForOneTransaction { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public static KnownRule Of(CustomerCategoryRule rule) => new()
        {
            Id = rule.Id.ToString(),
            TransactionId = rule.TransactionId.ToString(),
            Payee = rule.Payee,
            Direction = rule.Sign < 0 ? "out" : "in",
            Category = rule.Category.Name,
            IsForOneTransaction = rule.PayeeKey is null,
            CreatedAt = rule.CreatedAt,
        };
    }
}
