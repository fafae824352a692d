using Tributary.Core.Challenges;
using Tributary.Core.Connectors;
using Tributary.Core.Errors;
using Tributary.Core.Institutions;
using Tributary.Core.Secrets;

namespace Tributary.TestKit;

/// <summary>An institution that does what a test says: one function is the whole bank.</summary>
public sealed class ScriptedConnector : IConnector
{
    public const string UserField = "500001";
    public const string PasswordField = "500002";

    private int _signIns;

    public static Institution Bank { get; } = new()
    {
        Id = new InstitutionId(500),
        Name = "Scripted Bank",
        IsDemo = true,
        LoginForm =
        [
            new LoginField { Id = UserField, Name = "User", Description = "User", DisplayOrder = 1, IsMasked = false },
            new LoginField { Id = PasswordField, Name = "Password", Description = "Password", DisplayOrder = 2, IsMasked = true },
        ],
    };

    public IReadOnlyList<Institution> Institutions => [Bank];

    /// <summary>How many bank sessions were opened.</summary>
    public int SignIns => Volatile.Read(ref _signIns);

    /// <summary>What was asked of the bank at the last sign-in.</summary>
    public SignInRequest? LastRequest { get; private set; }

    /// <summary>The bank: right password <c>pw</c> shows <see cref="Accounts"/>, unless a test says otherwise.</summary>
    public Func<SignInRequest, IChallenger, CancellationToken, Task<SignInResult>>? Behaviour { get; set; }

    public IReadOnlyList<ReportedAccount> Accounts { get; set; } = [];

    public Task<SignInResult> SignInAsync(SignInRequest request, IChallenger challenger, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _signIns);
        LastRequest = request;
        return Behaviour is { } behaviour ? behaviour(request, challenger, cancellationToken) : Task.FromResult(Ordinary(request));
    }

    public SignInResult Ordinary(SignInRequest request) => request.Credentials[PasswordField].Reveal() == "pw"
        ? new SignInResult.SignedIn(Accounts)
        : new SignInResult.Refused(ErrorCatalogue.CredentialsRejected);

    /// <summary>A bank that asks for a first pet, once a sign-in; <c>wrong</c> is the wrong answer.</summary>
    public async Task<SignInResult> AskForPet(SignInRequest request, IChallenger challenger, CancellationToken cancellationToken)
    {
        var answers = await challenger.AskAsync([new Challenge { Text = "Enter your first pet's name:" }], cancellationToken);
        return answers[0].Reveal() == "wrong" ? new SignInResult.Refused(ErrorCatalogue.AnswerRejected) : Ordinary(request);
    }

    public static Credentials Credentials(string user = "ann", string password = "pw") => new(
        new Dictionary<string, Secret>(StringComparer.Ordinal) { [UserField] = new(user), [PasswordField] = new(password) });
}
