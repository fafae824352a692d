using System.CommandLine;
using System.Globalization;
using Tributary.Cli.Operate;
using Tributary.Cli.Terminals;
using Tributary.Core.Accounts;
using Tributary.Core.Categories;
using Tributary.Core.Money;
using Tributary.Core.Transactions;

namespace Tributary.Cli.Categories;

/// <summary><c>tributary categories check|explain|status</c>: rules tried before a server uses them, and how far history is behind them.</summary>
internal static class CategoriesCommand
{
    public static Verb Create(Terminal terminal)
    {
        var command = new Command("categories", "Tries the rules that tell what payments were for, and shows how far history is behind them.");
        command.Subcommands.Add(Check(terminal));
        command.Subcommands.Add(Explain(terminal));
        command.Subcommands.Add(Status(terminal));
        return new Verb(command, "categories explain 'POS PURCHASE STARBUCKS #123 SEATTLE WA' --amount -4.50", "categories check my.rules", "categories status");
    }

    private static Command Check(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The file of rules." };
        var command = new Command("check", "Reads a file of rules and tells what in it is not understood.");
        command.Arguments.Add(file);
        command.SetAction(line =>
        {
            var path = line.GetRequiredValue(file);
            var read = CategoryFile.Require(path, ExitCode.Failure);
            foreach (var warning in read.Warnings)
                terminal.WriteLine($"{Printable.Of(warning.ToString())}");
            terminal.WriteLine($"{Printable.Of(path)} is understood: {read.Rules.Count} rules for {read.Rules.Select(rule => rule.Category).Distinct().Count()} categories.");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Explain(Terminal terminal)
    {
        var text = new Argument<string>("TEXT") { Description = "A description, as an institution writes it." };
        var amount = new Option<decimal>("--amount") { HelpName = "AMOUNT", Description = "The amount; negative when money leaves.", DefaultValueFactory = _ => -1 };
        var memo = new Option<string?>("--memo") { HelpName = "TEXT", Description = "More words of the institution." };
        var type = new Option<TransactionType>("--type") { HelpName = "TYPE", Description = "What moves money: atm, check, directDeposit, fee, interest, pointOfSale …" };
        var code = new Option<string?>("--code") { HelpName = "CODE", Description = "The payee's SIC or MCC code." };
        code.Validators.Add(value =>
        {
            if (value.GetValueOrDefault<string?>() is not { Length: 3 or 4 } digits || !digits.All(char.IsAsciiDigit))
                value.AddError("--code takes a SIC or MCC code of four digits, such as 5411.");
        });
        var on = new Option<AccountKind>("--on") { HelpName = "KIND", Description = "The kind of account: banking, credit, loan, investment.", DefaultValueFactory = _ => AccountKind.Banking };
        var currency = new Option<string>("--currency") { HelpName = "CODE", Description = "The currency of the amount.", DefaultValueFactory = _ => "USD" };
        currency.Validators.Add(value =>
        {
            if (!Currency.TryParse(value.GetValueOrDefault<string>(), out _))
                value.AddError("--currency takes three letters, such as EUR.");
        });
        var rules = new Option<string?>("--categories") { HelpName = "FILE", Description = "Rules of your own, before those that ship." };
        var command = new Command("explain", "Shows payee and category of a description, and the rules that decided.");
        command.Arguments.Add(text);
        foreach (var option in new Option[] { amount, currency, memo, type, code, on, rules })
            command.Options.Add(option);
        command.SetAction(line =>
        {
            var categorizer = line.GetValue(rules) is { } path ? Categorizer.With(CategoryFile.Require(path, ExitCode.Failure)) : Categorizer.Shipped;
            var decision = categorizer.Explain(new CategoryFacts(
                line.GetRequiredValue(text), line.GetValue(memo), line.GetValue(amount), line.GetValue(type), line.GetValue(on), line.GetValue(code), null)
                { Currency = Currency.Parse(line.GetRequiredValue(currency)) });
            foreach (var row in Describe(decision))
                terminal.WriteLine(Printable.Of(row));
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Status(Terminal terminal)
    {
        var command = new StoreCommand("status", "Shows how far the categorizing of history by the present rules has come.");
        command.SetAction(async (store, _, cancellationToken) =>
        {
            var status = await store.GetCategoryStatusAsync(cancellationToken);
            terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{status.RuleCount:#,0} rules."));
            terminal.WriteLine(status switch
            {
                { StartedAt: null } => "History has not been categorized; a server does it after its next start.",
                { FinishedAt: { } end } => string.Create(CultureInfo.InvariantCulture, $"History was categorized by them at {end.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z: {status.Total:#,0} transactions."),
                { StartedAt: { } begin } => string.Create(
                    CultureInfo.InvariantCulture,
                    $"History is being categorized since {begin.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z: {status.Done:#,0} of {status.Total:#,0} transactions."),
            });
            if (status.WaitingCustomers > 0)
                terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Customers waiting for it: {status.WaitingCustomers:#,0}."));
        });
        return command;
    }

    private static IEnumerable<string> Describe(CategoryDecision decision)
    {
        var (told, rule, payee) = (decision.Categorization, decision.Rule, decision.PayeeRule);
        yield return $"Payee     {told.Payee}{(payee is null ? "" : $"  (rule '{payee.Pattern}', {payee.Source})")}";
        yield return $"Category  {told.Category}{(rule is null ? "  (no rule says anything)" : $"  (rule '{rule.Pattern}' of {Name(rule.Kind)}, {rule.Source})")}";
        if (told.Place is { } place)
            yield return $"Place     {string.Join(", ", new[] { place.City, place.State, place.PostalCode, place.Country }.OfType<string>())}";
    }

    private static string Name(CategoryRuleKind kind) => kind switch
    {
        CategoryRuleKind.WeakTypes => "weak types",
        CategoryRuleKind.WeakCodes => "weak codes",
        CategoryRuleKind.WeakWords => "weak words",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
