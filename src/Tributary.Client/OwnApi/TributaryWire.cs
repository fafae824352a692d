using System.Text.Json.Serialization;

namespace Tributary.Client;

internal sealed record PartnersAnswer(IReadOnlyList<PartnerSummary>? Partners);

internal sealed record CreateTokenRequest(string Name);

internal sealed record OperatorTokensAnswer(IReadOnlyList<OperatorTokenSummary>? OperatorTokens);

internal sealed record SubscriptionsAnswer(IReadOnlyList<SubscriptionSummary>? Subscriptions);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(ServerVersion))]
[JsonSerializable(typeof(ServerHealth))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(NewPartner))]
[JsonSerializable(typeof(PartnerRotation))]
[JsonSerializable(typeof(RotatedPartner))]
[JsonSerializable(typeof(RegisteredPartner))]
[JsonSerializable(typeof(PartnersAnswer))]
[JsonSerializable(typeof(NewAggCatApplication))]
[JsonSerializable(typeof(AggCatApplication))]
[JsonSerializable(typeof(CreateTokenRequest))]
[JsonSerializable(typeof(CreatedOperatorToken))]
[JsonSerializable(typeof(OperatorTokensAnswer))]
[JsonSerializable(typeof(SubscriptionsAnswer))]
[JsonSerializable(typeof(InstitutionPage))]
[JsonSerializable(typeof(InstitutionSummary))]
[JsonSerializable(typeof(InstitutionImport))]
[JsonSerializable(typeof(CategoryStatus))]
internal sealed partial class TributaryJson : JsonSerializerContext;
