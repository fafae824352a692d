using Tributary.Cli.Terminals;
using Tributary.Client;

namespace Tributary.Cli.Demo;

/// <summary>The walk itself, as a program would do it with the SDK.</summary>
internal sealed class DemoWalk(Terminal terminal, FinicityClient client)
{
    private const string FinBank = "101732";
    private const string Answer = "Biscuit";
    private const int LatestTransactions = 15;

    private static readonly LoginFieldValue[] Credentials = [new("101732001", "tfa_text"), new("101732002", "go")];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await client.AuthenticateAsync(cancellationToken);
        var customer = await client.AddTestingCustomerAsync($"demo-{Guid.NewGuid():N}", "Demo", "Customer", cancellationToken);

        terminal.WriteLine("Signing in to FinBank as tfa_text…");
        var outcome = await terminal.WaitAsync(
            "FinBank looks at the credentials", () => client.AddAllAccountsAsync(customer.Id, FinBank, Credentials, cancellationToken));
        while (outcome is ChallengeIssued challenge)
            outcome = await AnswerAsync(challenge, cancellationToken);

        WriteAccounts(((AccountsAdded)outcome).Accounts);
        await WriteTransactionsAsync(customer.Id, ((AccountsAdded)outcome).Accounts, cancellationToken);
    }

    private async Task<SignInOutcome> AnswerAsync(ChallengeIssued challenge, CancellationToken cancellationToken)
    {
        foreach (var question in challenge.Questions)
        {
            terminal.WriteLine($"  FinBank asks:      {Printable.Of(question.Text)}");
            terminal.WriteLine($"  The demo answers:  {Answer}");
        }

        return await terminal.WaitAsync(
            "FinBank lets the customer in", () => challenge.AnswerAsync([.. challenge.Questions.Select(_ => Answer)], cancellationToken));
    }

    private void WriteAccounts(IReadOnlyList<FinicityAccount> accounts)
    {
        terminal.WriteLine();
        terminal.WriteHeading($"Accounts ({accounts.Count})");
        var table = new TextTable(new("Name"), new("Number"), new("Type"), new("Balance", AlignRight: true));
        foreach (var account in accounts)
            table.Add(account.Name, account.Number, account.Type, Printable.Money(account.Balance, account.Currency));
        terminal.Write(table);
    }

    private async Task WriteTransactionsAsync(string customerId, IReadOnlyList<FinicityAccount> accounts, CancellationToken cancellationToken)
    {
        var byId = accounts.ToDictionary(a => a.Id, StringComparer.Ordinal);
        var now = DateTimeOffset.UtcNow;
        var range = new TransactionRange(now.AddDays(-180), now.AddDays(1)) { IncludePending = true, PageSize = LatestTransactions };
        var latest = await client.GetTransactionsAsync(customerId, range, cancellationToken).Take(LatestTransactions).ToListAsync(cancellationToken);

        terminal.WriteLine();
        terminal.WriteHeading("Latest transactions");
        var table = new TextTable(new("Date"), new("Account"), new("Description"), new("Amount", AlignRight: true), new("State"));
        foreach (var transaction in latest)
        {
            var account = byId.GetValueOrDefault(transaction.AccountId ?? "");
            table.Add(
                $"{transaction.TransactionDate ?? transaction.PostedDate:yyyy-MM-dd}",
                account?.Name,
                transaction.Description,
                Printable.Money(transaction.Amount, account?.Currency),
                transaction.IsPending ? "pending" : "");
        }

        terminal.Write(table);
        terminal.WriteLine();
    }
}
