using System.Text.Json.Serialization;
using Tributary.Client.Wire;

namespace Tributary.Client;

internal sealed record AuthenticationRequest(string PartnerId, string PartnerSecret);

internal sealed record AuthenticationAnswer
{
    public required string Token { get; init; }
}

internal sealed record AddCustomerRequest(string Username, string? FirstName, string? LastName);

internal sealed record CredentialsRequest(IReadOnlyList<LoginFieldValue> Credentials);

internal sealed record AnsweredQuestion(string Text, string Answer);

/// <summary>The answers to a refresh's challenge.</summary>
internal sealed record AnsweredQuestions(IReadOnlyList<AnsweredQuestion> Questions);

/// <summary>The answers to an add-all's challenge: the same, wrapped once more (Finicity MFA; an asymmetry of the wire).</summary>
internal sealed record WrappedAnswers(AnsweredQuestions MfaChallenges);

internal sealed record AccountsAnswer(IReadOnlyList<FinicityAccount>? Accounts);

internal sealed record TransactionsAnswer(bool MoreAvailable, IReadOnlyList<FinicityTransaction>? Transactions);

/// <summary>A challenge; servers differ on whether the questions come wrapped.</summary>
internal sealed record ChallengeAnswer(IReadOnlyList<WireQuestion>? Questions, ChallengeAnswer? MfaChallenges);

internal sealed record WireQuestion(string? Text, string? Image, IReadOnlyList<WireChoice>? Choices, IReadOnlyList<WireChoice>? ImageChoices)
{
    public ChallengeQuestion ToQuestion() => new()
    {
        Text = Text ?? "",
        Image = Image,
        Choices = [.. (Choices ?? []).Select(c => c.ToChoice())],
        ImageChoices = [.. (ImageChoices ?? []).Select(c => c.ToChoice())],
    };
}

internal sealed record WireChoice(string? Choice, string? ImageChoice, string? Value)
{
    public ChallengeChoice ToChoice() => new(Choice ?? ImageChoice ?? Value ?? "", Value ?? Choice ?? "");
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    Converters = [typeof(TextOrNumberConverter), typeof(BooleanOrTextConverter), typeof(UnixSecondsConverter)])]
[JsonSerializable(typeof(AuthenticationRequest))]
[JsonSerializable(typeof(AuthenticationAnswer))]
[JsonSerializable(typeof(AddCustomerRequest))]
[JsonSerializable(typeof(CredentialsRequest))]
[JsonSerializable(typeof(AnsweredQuestions))]
[JsonSerializable(typeof(WrappedAnswers))]
[JsonSerializable(typeof(FinicityCustomer))]
[JsonSerializable(typeof(AccountsAnswer))]
[JsonSerializable(typeof(TransactionsAnswer))]
[JsonSerializable(typeof(ChallengeAnswer))]
internal sealed partial class FinicityJson : JsonSerializerContext;
