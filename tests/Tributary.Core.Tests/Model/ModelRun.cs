using Tributary.Core.Accounts;
using Tributary.Core.Aggregation;
using Tributary.Core.Customers;
using Tributary.Core.Errors;
using Tributary.Core.Partners;
using Tributary.Core.Secrets;
using Tributary.Core.SignIn;
using Tributary.TestKit;

namespace Tributary.Core.Tests.Model;

/// <summary>
/// A random sequence of operations on an engine. Each says beforehand how it must end and what the model makes of that; now and then
/// the store fails on the way, and then nothing must have happened.
/// </summary>
internal sealed partial class ModelRun
{
    private const int MostCustomers = 6;
    private const string Ok = "ok";

    private readonly TestEngine _engine;
    private readonly Random _random;
    private readonly ModelBank _bank;
    private readonly ModelComparison _comparison;
    private readonly PartnerId[] _partners;
    private readonly List<ModelCustomer> _customers = [];
    private int _names;

    private ModelRun(TestEngine engine, Random random, PartnerId[] partners)
    {
        _engine = engine;
        _random = random;
        _partners = partners;
        _bank = new ModelBank(random, engine.Clock);
        _comparison = new ModelComparison(random);
        engine.Bank.Behaviour = _bank.SignInAsync;
    }

    /// <summary>What must have succeeded at least once in a run that is worth its time.</summary>
    public static readonly string[] Operations =
    [
        "add customer", "delete customer", "discover", "add all", "refresh", "import", "activate", "change credentials", "delete account", "delete login",
        "register partner", "unlock partner", "delete partner", "authenticate", "use token", "make operator token", "use operator token",
        "revoke operator token",
    ];

    /// <summary>The last operations, for whoever has to find out what went wrong.</summary>
    public Queue<string> Story { get; } = new();

    /// <summary>How often each operation ended in which way.</summary>
    public SortedDictionary<string, int> Ends { get; } = new(StringComparer.Ordinal);

    public static async Task<ModelRun> BeginAsync(TestEngine engine, int seed)
    {
        var one = await engine.Partners.RegisterAsync(new NewPartner("One"), CancellationToken.None);
        var other = await engine.Partners.RegisterAsync(new NewPartner("Other"), CancellationToken.None);
        return new ModelRun(engine, new Random(seed), [one.Partner.Id, other.Partner.Id]);
    }

    /// <summary>One operation of a program or the operator; what happens in the world between operations is none.</summary>
    public async Task StepAsync()
    {
        while (_random.Next(100) is < 35 and var passing)
        {
            if (passing < 30)
                _bank.Change();
            else
                Wait();
        }

        while (_customers.Count < 2)
            await AddCustomerAsync();
        var customer = Any(_customers);
        var login = customer.Logins.Count == 0 ? null : Any(customer.Logins);
        var atBank = customer.Logins.Find(l => !l.IsOfFiles && (login!.IsOfFiles || l == login));
        switch (_random.Next(35, 100))
        {
            case < 40:
                await DoForOperatorAsync();
                return;
            case < 43 when _customers.Count < MostCustomers:
                await AddCustomerAsync();
                return;
            case < 55:
                await DiscoverAsync(customer);
                break;
            case < 80 when atBank is not null:
                await RefreshAsync(customer, atBank);
                break;
            case < 86:
                await ImportAsync(customer);
                break;
            case < 89 when atBank is not null:
                await ChangeCredentialsAsync(customer, atBank);
                break;
            case < 93 when login is { Accounts.Count: > 0 }:
                await ActivateAsync(customer, login);
                break;
            case < 95 when login is { Accounts.Count: > 0 }:
                await DeleteAccountAsync(customer, login);
                break;
            case < 96 when login is not null:
                await DeleteLoginAsync(customer, login);
                break;
            case < 97 when _random.Next(3) == 0:
                await DeleteCustomerAsync(customer);
                break;
            default:
                await TryAsAStrangerAsync(customer, login);
                break;
        }

        if (_customers.Contains(customer))
            await _comparison.CompareAsync(_engine.Store, customer);
        Assert.Equal(0, _engine.Sessions.Count);
    }

    /// <summary>Everybody has what the model says, also those for whom nothing was done lately.</summary>
    public async Task CompareAllAsync()
    {
        foreach (var customer in _customers)
            await _comparison.CompareAsync(_engine.Store, customer, isWhole: true);
        foreach (var partner in _partners)
        {
            var stored = await _engine.Store.ReadAsync(reader => reader.ListAllCustomersAsync(partner), CancellationToken.None);
            Assert.Equal(_customers.Select(c => c.Customer).Where(c => c.PartnerId == partner), stored);
        }

        await CompareRegistryAsync();
    }

    /// <summary>Everything that is stored, in words that are the same for every database.</summary>
    public async Task<string> ExportAsync()
    {
        var parts = new List<string>();
        foreach (var customer in _customers)
            parts.Add((await StoreExport.OfAsync(_engine.Store, _engine.Vault, customer.Customer)).Structure);
        return string.Join("\n\n", parts);
    }

    private void Wait()
    {
        _engine.Clock.Advance(TimeSpan.FromHours(_random.Next(1, 60)));
        _bank.Age();
    }

    private async Task AddCustomerAsync()
    {
        var partner = Any(_partners);
        var username = $"customer{++_names}";
        await AttemptAsync(
            "add customer",
            Ok,
            () => _engine.Customers.AddAsync(partner, username, new CustomerDetails(), CustomerType.Testing, CancellationToken.None),
            added => _customers.Add(new ModelCustomer(added)));
    }

    private Task DiscoverAsync(ModelCustomer customer)
    {
        var user = Any(_bank.Users);
        var password = _random.Next(6) == 0 ? "wrong" : user.Password;
        var addAll = _random.Next(2) == 0;
        return SignInAsync(
            addAll ? "add all" : "discover",
            user.Name,
            password,
            mayAsk: true,
            addAll,
            () => _engine.DiscoverAsync(customer.Customer, user.Name, password, addAll),
            customer,
            end =>
            {
                if (end != Ok)
                    return;
                var login = customer.LoginOf(user.Name);
                if (login is null)
                    customer.Logins.Add(login = new ModelLogin(user.Name, password));
                login.Password = password;
                login.Show(_bank.LastShown, addAll);
            });
    }

    private Task RefreshAsync(ModelCustomer customer, ModelLogin login)
    {
        var mayAsk = _random.Next(3) > 0;
        return SignInAsync(
            "refresh",
            login.User,
            login.Password!,
            mayAsk,
            addAll: false,
            () => _engine.Aggregator.RefreshAsync(customer.Customer, login.Id!.Value, mayAsk, CancellationToken.None),
            customer,
            end =>
            {
                if (end == Ok)
                    login.Show(_bank.LastShown, activates: false);
                else
                    login.Fail(end);
            });
    }

    /// <summary>Signs in, and where the bank asks answers rightly, wrongly, or not at all.</summary>
    private async Task SignInAsync(
        string name,
        string user,
        string password,
        bool mayAsk,
        bool addAll,
        Func<Task<SignInOutcome>> start,
        ModelCustomer customer,
        Action<string> apply)
    {
        var answer = _random.Next(6) switch { 0 => null, 1 => "wrong", _ => "Rex" };
        var end = EndOfSignIn(user, password, mayAsk, answer);
        if (end == ErrorCatalogue.AnswerRequired.Name && mayAsk)
        {
            var asked = Assert.IsType<SignInOutcome.Challenged>(await start());
            await LetExpireAsync(customer, asked.Session);
            Note(name, end);
            apply(end);
            return;
        }

        await AttemptAsync(
            name,
            end,
            async () =>
            {
                var outcome = await start();
                if (outcome is SignInOutcome.Challenged asked)
                    outcome = await AnswerAsync(customer, asked.Session, answer!, addAll);
                return outcome is SignInOutcome.Failed failed ? throw new TributaryException(failed.Status.Error!) : outcome;
            },
            _ => apply(end),
            () => apply(end));
    }

    private string EndOfSignIn(string user, string password, bool mayAsk, string? answer)
    {
        var known = _bank.Users.Single(u => u.Name == user);
        if (known.Password != password)
            return ErrorCatalogue.CredentialsRejected.Name;
        if (known.IsDown)
            return ErrorCatalogue.InstitutionUnavailable.Name;
        if (!known.Asks)
            return Ok;
        if (!mayAsk || answer is null)
            return ErrorCatalogue.AnswerRequired.Name;
        return answer == "Rex" ? Ok : ErrorCatalogue.AnswerRejected.Name;
    }

    private async Task LetExpireAsync(ModelCustomer customer, string session)
    {
        _engine.Clock.Advance(_engine.Limits.AnswerWithin);
        while (_engine.Sessions.Count > 0)
            await Task.Delay(1);
        var late = await Assert.ThrowsAsync<TributaryException>(() => AnswerAsync(customer, session, "Rex", addAll: false));
        Assert.Equal(ErrorCatalogue.ChallengeSessionExpired, late.Error);
    }

    private Task<SignInOutcome> AnswerAsync(ModelCustomer customer, string session, string answer, bool addAll) => _engine.Aggregator.AnswerAsync(
        customer.Customer, SignInTarget.At(ScriptedConnector.Bank.Id), session, [new Secret(answer)], addAll, CancellationToken.None);

    private Task ImportAsync(ModelCustomer customer)
    {
        var file = _bank.MakeFile();
        _engine.Files.Statements = file;
        return AttemptAsync(
            "import",
            Ok,
            () => _engine.Importer.ImportAsync(customer.Customer, Stream.Null, CancellationToken.None),
            _ =>
            {
                var login = customer.LoginOf(file[0].Source);
                if (login is null)
                    customer.Logins.Add(login = new ModelLogin(file[0].Source, password: null));
                login.Show(_bank.LastShown, activates: true);
            });
    }

    private Task ChangeCredentialsAsync(ModelCustomer customer, ModelLogin login)
    {
        var user = _random.Next(3) == 0 ? Any(_bank.Users) : _bank.Users.Single(u => u.Name == login.User);
        var password = _random.Next(3) == 0 ? "mistyped" : user.Password;
        var isTaken = customer.LoginOf(user.Name) is { } holder && holder != login;
        return AttemptAsync(
            "change credentials",
            isTaken ? ErrorCatalogue.AccountDuplicate.Name : Ok,
            () => _engine.Aggregator.ChangeCredentialsAsync(
                customer.Customer, login.Id!.Value, ScriptedConnector.Credentials(user.Name, password).Values, CancellationToken.None),
            () => (login.User, login.Password) = (user.Name, password));
    }

    private Task ActivateAsync(ModelCustomer customer, ModelLogin login)
    {
        var accounts = login.Accounts.Where(_ => _random.Next(2) == 0).ToList();
        var institution = login.IsOfFiles ? Imports.StatementImporter.StatementFiles : ScriptedConnector.Bank.Id;
        return AttemptAsync(
            "activate",
            Ok,
            () => _engine.Aggregator.ActivateAsync(
                customer.Customer, institution, [.. accounts.Select(a => new AccountChoice(a.Id!.Value, AccountType.Savings))], CancellationToken.None),
            _ => accounts.ForEach(a => (a.IsActive, a.Type) = (true, AccountType.Savings)));
    }

    private Task DeleteAccountAsync(ModelCustomer customer, ModelLogin login)
    {
        var account = Any(login.Accounts);
        return AttemptAsync(
            "delete account",
            Ok,
            () => _engine.Aggregator.DeleteAccountAsync(customer.Customer, account.Id!.Value, CancellationToken.None),
            () => login.Accounts.Remove(account));
    }

    private Task DeleteLoginAsync(ModelCustomer customer, ModelLogin login) => AttemptAsync(
        "delete login",
        Ok,
        () => _engine.Aggregator.DeleteLoginAsync(customer.Customer, login.Id!.Value, CancellationToken.None),
        () => customer.Logins.Remove(login));

    private async Task DeleteCustomerAsync(ModelCustomer customer)
    {
        var (partner, id) = (customer.Customer.PartnerId, customer.Customer.Id);
        await AttemptAsync(
            "delete customer",
            Ok,
            () => _engine.Customers.DeleteAsync(partner, id, CancellationToken.None),
            () => _customers.Remove(customer));
        if (!_customers.Contains(customer))
            await ModelComparison.RequireNothingAsync(_engine.Store, customer.Customer);
    }

    /// <summary>Another partner's customer, or another customer's login and account, are as unknown as those that never were.</summary>
    private async Task TryAsAStrangerAsync(ModelCustomer customer, ModelLogin? login)
    {
        var other = _partners.Single(p => p != customer.Customer.PartnerId);
        var stranger = _customers.First(c => c != customer).Customer;
        await AttemptAsync(
            "delete a stranger", ErrorCatalogue.CustomerNotFound.Name, () => _engine.Customers.DeleteAsync(other, customer.Customer.Id, CancellationToken.None));
        if (login?.Id is not { } id)
            return;
        await AttemptAsync(
            "delete a stranger's login", ErrorCatalogue.LoginNotFound.Name, () => _engine.Aggregator.DeleteLoginAsync(stranger, id, CancellationToken.None));
        await AttemptAsync(
            "refresh a stranger's login",
            ErrorCatalogue.LoginNotFound.Name,
            () => _engine.Aggregator.RefreshAsync(stranger, id, mayAsk: true, CancellationToken.None),
            _ => { });
        foreach (var account in login.Accounts)
        {
            await AttemptAsync(
                "delete a stranger's account",
                ErrorCatalogue.AccountNotFound.Name,
                () => _engine.Aggregator.DeleteAccountAsync(stranger, account.Id!.Value, CancellationToken.None));
        }
    }

    private Task AttemptAsync(string name, string expected, Func<Task> run, Action? apply = null) => AttemptAsync(
        name,
        expected,
        async () =>
        {
            await run();
            return true;
        },
        _ => apply?.Invoke());

    /// <summary>Does it, sometimes on a store that breaks; the model moves only when it was done.</summary>
    private async Task AttemptAsync<T>(string name, string expected, Func<Task<T>> run, Action<T> done, Action? refused = null)
    {
        var fault = _engine.Store.Break(FaultKind.LostWrite, _random.Next(20) == 0 ? _random.Next(1, 12) : int.MaxValue, persists: _random.Next(2) == 0);
        try
        {
            var result = await run();
            Note(name, Ok);
            Assert.True(expected == Ok, $"{name} should have ended with {expected}.");
            done(result);
        }
        catch (TributaryException refusal)
        {
            Note(name, refusal.Error.Name);
            Assert.Equal(fault.HasStruck ? ErrorCatalogue.StoreUnavailable.Name : expected, refusal.Error.Name);
            if (!fault.HasStruck)
                refused?.Invoke();
        }
        finally
        {
            _engine.Store.Heal();
        }
    }

    private void Note(string name, string end)
    {
        Story.Enqueue($"{name}: {end}");
        if (Story.Count > 20)
            Story.Dequeue();
        Ends[$"{name}: {end}"] = Ends.GetValueOrDefault($"{name}: {end}") + 1;
    }

    private T Any<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
