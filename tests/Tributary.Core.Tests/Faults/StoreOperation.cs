using Tributary.Core.Connectors;
using Tributary.Core.Errors;
using Tributary.Core.Secrets;

namespace Tributary.Core.Tests.Faults;

/// <summary>One thing the engine does to the store.</summary>
/// <param name="Name">In a test's name.</param>
/// <param name="Prepare">Brings a new customer to where the operation begins.</param>
/// <param name="Run">Does it; tells how it ended.</param>
internal sealed record StoreOperation(string Name, Func<Stage, Task> Prepare, Func<Stage, Task<string>> Run)
{
    public static IReadOnlyList<StoreOperation> All { get; } =
    [
        new("discovery", NewAtTheBank, stage => stage.DiscoverAsync(addAll: false)),
        new("adding all", NewAtTheBank, stage => stage.DiscoverAsync(addAll: true)),
        new("repeated discovery", stage => stage.SignInAsync(addAll: true), stage => stage.DiscoverAsync(addAll: true)),
        new("activation", stage => stage.SignInAsync(addAll: false), stage => stage.ActivateAsync()),
        new("refresh", stage => stage.SignInAsync(addAll: true), stage => stage.RefreshAsync()),
        new("refresh with an answer", AtABankThatAsks, stage => stage.RefreshAndAnswerAsync()),
        new("refused refresh", AtABankThatRefuses, stage => stage.RefreshAsync()) { Outcome = ErrorCatalogue.LoginLocked.Name },
        new("unanswered refresh", AtABankThatAsks, stage => stage.RefreshAsync(mayAsk: false)) { Outcome = ErrorCatalogue.AnswerRequired.Name },
        new("import", WithAnEarlierImport, stage => stage.ImportAsync()),
        new("password change", stage => stage.SignInAsync(addAll: true), stage => stage.ChangeCredentialsAsync("ann", "other")),
        new("user change", AtABankThatRemembers, stage => stage.ChangeCredentialsAsync("bea", "other")),
        new("account deletion", stage => stage.SignInAsync(addAll: true), stage => stage.DeleteAccountAsync()) { WhenDone = ErrorCatalogue.AccountNotFound.Name },
        new("login deletion", stage => stage.SignInAsync(addAll: true), stage => stage.DeleteLoginAsync()) { WhenDone = ErrorCatalogue.LoginNotFound.Name },
        new("customer deletion", stage => stage.SignInAsync(addAll: true), stage => stage.DeleteCustomerAsync()) { WhenDone = ErrorCatalogue.CustomerNotFound.Name },
    ];

    /// <summary>How it ends when nothing goes wrong.</summary>
    public string Outcome { get; init; } = Stage.Ok;

    /// <summary>How it ends when it was done already; null where that makes no difference.</summary>
    public string? WhenDone { get; init; }

    public static StoreOperation Named(string name) => All.Single(o => o.Name == name);

    private static Task NewAtTheBank(Stage stage)
    {
        stage.Engine.Bank.Behaviour = (_, _, _) => SignedIn(Statements.First, "device 1");
        return Task.CompletedTask;
    }

    private static async Task AtABankThatRemembers(Stage stage)
    {
        await stage.SignInAsync(addAll: true);
        stage.Engine.Bank.Behaviour = (_, _, _) => SignedIn(Statements.First, "device 1");
        Assert.Equal(Stage.Ok, await stage.RefreshAsync());
    }

    private static async Task AtABankThatAsks(Stage stage)
    {
        await stage.SignInAsync(addAll: true);
        stage.Engine.Bank.Behaviour = stage.Engine.Bank.AskForPet;
    }

    private static async Task AtABankThatRefuses(Stage stage)
    {
        await stage.SignInAsync(addAll: true);
        stage.Engine.Bank.Behaviour = (_, _, _) => Task.FromResult<SignInResult>(new SignInResult.Refused(ErrorCatalogue.LoginLocked, 103));
    }

    private static async Task WithAnEarlierImport(Stage stage)
    {
        stage.Engine.Files.Statements = Statements.FirstFile;
        Assert.Equal(Stage.Ok, await stage.ImportAsync());
        stage.Engine.Files.Statements = Statements.SecondFile;
    }

    private static Task<SignInResult> SignedIn(IReadOnlyList<ReportedAccount> accounts, string remember) =>
        Task.FromResult<SignInResult>(new SignInResult.SignedIn(accounts, new Secret(remember)));
}
