using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.InstitutionLogins;
using Tributary.Core.Secrets;
using Tributary.Core.SignIn;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Faults;

/// <summary>One customer for one attempt of an operation. How the attempt ends is told in a word: <c>ok</c> or an error's name.</summary>
internal sealed class Stage(TestEngine engine, Customer customer)
{
    public const string Ok = "ok";

    public Customer Customer { get; } = customer;

    public TestEngine Engine { get; } = engine;

    public InstitutionLoginId LoginId { get; private set; }

    public IReadOnlyList<Account> Accounts { get; private set; } = [];

    public static async Task<Stage> PrepareAsync(TestEngine engine, StoreOperation operation)
    {
        var stage = new Stage(engine, await engine.AddCustomerAsync());
        await operation.Prepare(stage);
        return stage;
    }

    /// <summary>Signs in for the first time, and must succeed.</summary>
    public async Task SignInAsync(bool addAll)
    {
        Engine.Bank.Behaviour = null;
        Engine.Bank.Accounts = Statements.First;
        var signedIn = Assert.IsType<SignInOutcome.Succeeded>(await Engine.DiscoverAsync(Customer, addAll: addAll));
        (LoginId, Accounts) = (signedIn.LoginId, signedIn.Accounts);
        Engine.Bank.Accounts = Statements.Second;
    }

    public Task<string> DiscoverAsync(bool addAll) => OutcomeAsync(() => Engine.DiscoverAsync(Customer, addAll: addAll));

    public Task<string> RefreshAsync(bool mayAsk = true) =>
        OutcomeAsync(() => Engine.Aggregator.RefreshAsync(Customer, LoginId, mayAsk, CancellationToken.None));

    /// <summary>Refreshes at a bank that asks, and answers.</summary>
    public Task<string> RefreshAndAnswerAsync() => OutcomeAsync(async () =>
    {
        var outcome = await Engine.Aggregator.RefreshAsync(Customer, LoginId, mayAsk: true, CancellationToken.None);
        return outcome is SignInOutcome.Challenged asked
            ? await Engine.Aggregator.AnswerAsync(
                Customer, SignInTarget.At(ScriptedConnector.Bank.Id), asked.Session, [new Secret("Rex")], addAll: false, CancellationToken.None)
            : outcome;
    });

    public Task<string> ActivateAsync() => OutcomeAsync(() => Engine.Aggregator.ActivateAsync(
        Customer,
        ScriptedConnector.Bank.Id,
        [.. Accounts.Select(a => new AccountChoice(a.Id, AccountType.Savings))],
        CancellationToken.None));

    public Task<string> ImportAsync() =>
        OutcomeAsync(() => Engine.Importer.ImportAsync(Customer, Stream.Null, CancellationToken.None));

    public Task<string> ChangeCredentialsAsync(string user, string password) => OutcomeAsync(() => Engine.Aggregator.ChangeCredentialsAsync(
        Customer,
        LoginId,
        ScriptedConnector.Credentials(user, password).Values,
        CancellationToken.None));

    public Task<string> DeleteAccountAsync() =>
        OutcomeAsync(() => Engine.Aggregator.DeleteAccountAsync(Customer, Accounts[0].Id, CancellationToken.None));

    public Task<string> DeleteLoginAsync() =>
        OutcomeAsync(() => Engine.Aggregator.DeleteLoginAsync(Customer, LoginId, CancellationToken.None));

    public Task<string> DeleteCustomerAsync() =>
        OutcomeAsync(() => Engine.Customers.DeleteAsync(Customer.PartnerId, Customer.Id, CancellationToken.None));

    public Task<StoreExport> ExportAsync(StoreExport? before = null) => StoreExport.OfAsync(Engine.Store, Engine.Vault, Customer, before);

    private static Task<string> OutcomeAsync(Func<Task<SignInOutcome>> signIn) => OutcomeAsync(async () =>
    {
        var outcome = await signIn();
        if (outcome is SignInOutcome.Failed failed)
            throw new TributaryException(failed.Status.Error!);
        Assert.IsType<SignInOutcome.Succeeded>(outcome);
    });

    private static async Task<string> OutcomeAsync(Func<Task> work)
    {
        try
        {
            await work();
            return Ok;
        }
        catch (TributaryException refusal)
        {
            return refusal.Error.Name;
        }
    }
}
