using System.Globalization;
using System.Text.Json;
using Tributary.Core.Connectors;
using Tributary.Core.Errors;
using Tributary.Core.Institutions;
using Tributary.Core.Secrets;

namespace Tributary.Connectors.Tests;

/// <summary>
/// What every connector promises the engine. A connector passes by deriving from this class and describing itself with
/// <see cref="Open"/>.
/// </summary>
public abstract class ConnectorContract
{
    private static CancellationToken Never => TestContext.Current.CancellationToken;

    /// <summary>A fresh connector with its samples.</summary>
    protected abstract ConnectorUnderTest Open();

    [Fact]
    public void EveryLoginForm_HasUniqueNumericIds_InAscendingDisplayOrder()
    {
        foreach (var institution in Open().Connector.Institutions)
        {
            var form = institution.LoginForm;
            var ids = form.Select(field => long.Parse(field.Id, CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(ids.Count, ids.Distinct().Count());
            Assert.All(ids, id => Assert.Equal(institution.Id.Value, id / 1000));
            Assert.All(ids, id => Assert.InRange(id % 1000, 1, 999));
            Assert.Equal(Enumerable.Range(1, form.Count), form.Select(field => field.DisplayOrder));
        }
    }

    [Fact]
    public void EveryLoginForm_NamesThePersonInAFieldThatIsNotMasked()
    {
        foreach (var institution in Open().Connector.Institutions.Where(institution => institution.LoginForm.Count > 0))
            Assert.Contains(institution.LoginForm, field => !field.IsMasked);
    }

    [Fact]
    public async Task SignIn_Repeated_ShowsTheSameAccountsAndTransactions()
    {
        var sample = Open();
        var first = await SignedInAsync(sample, sample.Welcome);
        var second = await SignedInAsync(sample, sample.Welcome);

        Assert.NotEmpty(first.Accounts);
        Assert.Equal(Print(first), Print(second));
    }

    [Fact]
    public async Task SignIn_OnTheNextDay_ShowsTheSameAccountKeys()
    {
        var sample = Open();
        var first = await SignedInAsync(sample, sample.Welcome);
        sample.PassADay();
        var second = await SignedInAsync(sample, sample.Welcome);

        Assert.Equal(first.Accounts.Select(account => account.Key), second.Accounts.Select(account => account.Key));
    }

    [Fact]
    public async Task SignIn_OfEachAccount_HasAKeyOfItsOwn()
    {
        var sample = Open();
        var signedIn = await SignedInAsync(sample, sample.Welcome);

        Assert.Equal(signedIn.Accounts.Count, signedIn.Accounts.Select(account => account.Key).Distinct().Count());
    }

    [Fact]
    public async Task SignIn_ShowsNoTransactionOutsideTheCoverageItClaims()
    {
        var sample = Open();
        var signedIn = await SignedInAsync(sample, sample.Welcome);

        foreach (var account in signedIn.Accounts.Where(account => account.Coverage is not null))
        {
            Assert.True(account.Coverage!.From >= sample.Welcome.From);
            Assert.All(
                account.Transactions.Where(transaction => !transaction.IsPending),
                transaction => Assert.InRange(transaction.PostedDate, account.Coverage.From, account.Coverage.To));
        }
    }

    [Fact]
    public async Task SignIn_WithWrongPassword_IsRefusedAfterOneAttempt()
    {
        var sample = Open();
        var result = await sample.Connector.SignInAsync(sample.WrongPassword, new Questioned(), Never);

        Assert.Equal(ErrorCatalogue.CredentialsRejected, Assert.IsType<SignInResult.Refused>(result).Error);
        Assert.Equal(1, sample.AttemptsSeenByInstitution());
    }

    [Fact]
    public async Task SignIn_ThatIsAsked_GoesOnWithTheAnswer_AndIsRemembered()
    {
        var sample = Open();
        var customer = new Questioned(["an answer"]);
        var result = await sample.Connector.SignInAsync(sample.Asked, customer, Never);

        var signedIn = Assert.IsType<SignInResult.SignedIn>(result);
        Assert.NotEmpty(Assert.Single(customer.Asked));
        Assert.NotEmpty(signedIn.Accounts);

        var unasked = new Questioned();
        var again = await sample.Connector.SignInAsync(sample.Asked with { Remembered = signedIn.Remember }, unasked, Never);
        Assert.Empty(unasked.Asked);
        Assert.Equal(Print(signedIn), Print(Assert.IsType<SignInResult.SignedIn>(again)));
    }

    [Fact]
    public async Task SignIn_CancelledWhileItWaitsForAnAnswer_EndsAtOnce()
    {
        var sample = Open();
        using var cancellation = new CancellationTokenSource();
        var customer = new Questioned();
        var signIn = sample.Connector.SignInAsync(sample.Asked, customer, cancellation.Token);
        await customer.Speechless;
        await cancellation.CancelAsync();

        await AssertCancelledAsync(signIn, sample.Asked);
    }

    [Fact]
    public async Task SignIn_CancelledWhileTheInstitutionIsSlow_EndsAtOnce()
    {
        var sample = Open();
        using var cancellation = new CancellationTokenSource();
        sample.MakeInstitutionSlow();
        var signIn = sample.Connector.SignInAsync(sample.Welcome, new Questioned(), cancellation.Token);
        Assert.False(signIn.IsCompleted);
        await cancellation.CancelAsync();

        await AssertCancelledAsync(signIn, sample.Welcome);
    }

    [Fact]
    public async Task NoText_OfRequestOrResult_ShowsASecret()
    {
        var sample = Open();
        var customer = new Questioned(["an answer nobody may see"]);
        var result = await sample.Connector.SignInAsync(sample.Asked, customer, Never);
        var refused = await sample.Connector.SignInAsync(sample.WrongPassword, new Questioned(), Never);

        var remembered = Assert.IsType<SignInResult.SignedIn>(result).Remember;
        string[] secrets =
        [
            "an answer nobody may see", remembered?.Reveal() ?? "an answer nobody may see",
            .. SecretsOf(sample.Asked), .. SecretsOf(sample.WrongPassword),
        ];
        string[] texts = [$"{sample.Asked}", $"{sample.WrongPassword}", $"{result}", $"{refused}", $"{sample.Connector}"];
        Assert.All(texts, text => Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }

    /// <summary>Everything a result tells, so that two can be compared.</summary>
    protected static string Print(SignInResult.SignedIn result) => JsonSerializer.Serialize(result.Accounts);

    private static async Task<SignInResult.SignedIn> SignedInAsync(ConnectorUnderTest sample, SignInRequest request) =>
        Assert.IsType<SignInResult.SignedIn>(await sample.Connector.SignInAsync(request, new Questioned(), Never));

    private static async Task AssertCancelledAsync(Task<SignInResult> signIn, SignInRequest request)
    {
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signIn.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.All(SecretsOf(request), secret => Assert.DoesNotContain(secret, exception.ToString(), StringComparison.Ordinal));
    }

    private static IEnumerable<string> SecretsOf(SignInRequest request) =>
        request.Institution.LoginForm.Where(field => field.IsMasked).Select(field => request.Credentials[field.Id].Reveal());
}

/// <summary>A connector with what the contract needs of it.</summary>
public sealed record ConnectorUnderTest
{
    public required IConnector Connector { get; init; }

    /// <summary>Lets in without a question.</summary>
    public required SignInRequest Welcome { get; init; }

    /// <summary>A known user with a password that is not theirs, and that occurs in no other text.</summary>
    public required SignInRequest WrongPassword { get; init; }

    /// <summary>Is asked one question, to which any answer will do.</summary>
    public required SignInRequest Asked { get; init; }

    /// <summary>How many sign-ins the institution has seen.</summary>
    public required Func<int> AttemptsSeenByInstitution { get; init; }

    /// <summary>Moves the institution's clock.</summary>
    public required Action PassADay { get; init; }

    /// <summary>Makes the institution take longer than any test.</summary>
    public required Action MakeInstitutionSlow { get; init; }

    public static SignInRequest Request(Institution institution, string user, string password, DateOnly from) => new()
    {
        Institution = institution,
        Credentials = new Credentials(new Dictionary<string, Secret>(StringComparer.Ordinal)
        {
            [institution.LoginForm[0].Id] = new(user),
            [institution.LoginForm[1].Id] = new(password),
        }),
        From = from,
    };
}
