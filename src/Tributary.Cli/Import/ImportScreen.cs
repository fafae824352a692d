using Tributary.Cli.Terminals;
using Tributary.Client;

namespace Tributary.Cli.Import;

/// <summary>
/// What an import found and did, for people: one paragraph a file on standard output, its problems on standard error in the form
/// of a compiler's, so that editors jump to them.
/// </summary>
internal static class ImportScreen
{
    public static void Write(Terminal terminal, string file, ImportReport report)
    {
        if (report.Accounts.Count == 0)
        {
            terminal.WriteError($"{file}: {(report.Format is null ? "this is no statement file; OFX and QFX are read." : $"there is no statement in this {Printable.Of(report.Format)} file.")}");
        }
        else
        {
            terminal.WriteHeading($"{file}: {Printable.Of(report.Format)}");
            foreach (var account in report.Accounts)
                WriteAccount(terminal, account);
            if (report.Accounts.Any(a => a.Found > 0) && report.Accounts.All(a => a.Added + a.Modified + a.Vanished == 0))
                terminal.WriteLine("  Nothing new: every transaction was already there.");
            if (report.Customer is { } customer)
                terminal.WriteLine($"  Customer {Printable.Of(customer.Username)} has id {customer.Id}: GET /aggregation/v1/customers/{customer.Id}/accounts");
        }

        foreach (var problem in report.Problems.OrderBy(p => p.Line).ThenBy(p => p.Column))
            terminal.WriteNote($"{file}:{problem.Line}:{problem.Column}: {problem.Severity}: {Printable.Of(problem.Text)} [{problem.Code}]");
    }

    private static void WriteAccount(Terminal terminal, ImportedAccount account)
    {
        var balance = account.Balance is null ? "no balance told" : $"balance {Printable.Money(account.Balance, account.Currency)}";
        var kind = $"{account.Type} {Printable.Of(account.Number)}".TrimEnd();
        terminal.WriteLine($"  {Printable.Of(account.Source)}, {Printable.Of(account.Name)}: {kind}{(account.IsNew ? " (new)" : "")}, {balance}");
        terminal.WriteLine($"    {Counts(account)}");
    }

    private static string Counts(ImportedAccount account)
    {
        if (account.Found == 0)
            return "no transactions in the file";
        var text = $"{Transactions(account.Found)} from {account.From:yyyy-MM-dd} to {account.To:yyyy-MM-dd}: "
            + $"{account.Added} new, {account.Modified} changed, {account.AlreadyKnown} already there";
        return account.Vanished == 0 ? text : $"{text}; {account.Vanished} no longer at the bank";
    }

    private static string Transactions(int count) => count == 1 ? "1 transaction" : $"{count} transactions";
}
