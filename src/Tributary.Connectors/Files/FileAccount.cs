using Tributary.Core.Accounts;
using Tributary.Core.Connectors;
using Tributary.Core.Money;
using Tributary.Core.Transactions;
using Tributary.Statements;

namespace Tributary.Connectors.Files;

/// <summary>A statement of a file, in the words of institutions. Signs, dates and texts stay as the file has them.</summary>
internal static class FileAccount
{
    /// <summary>Taken where a file names no currency; telling so is the reader's part.</summary>
    public static Currency FallbackCurrency => Currency.Usd;

    /// <summary>Maps a statement.</summary>
    /// <param name="statement">As the file has it.</param>
    /// <param name="isWhole">
    /// Whether nothing was left out of the file. Where something was, no days are claimed to be complete: a transaction that could
    /// not be read must not pass for one that is gone.
    /// </param>
    /// <returns>The account with its transactions.</returns>
    public static ReportedAccount Of(Statement statement, bool isWhole)
    {
        var account = statement.Account;
        var type = TypeOf(account);
        var currency = Currency.TryParse(statement.Currency, out var told) ? told : FallbackCurrency;
        return new ReportedAccount
        {
            Key = KeyOf(account, currency),
            Number = account.Number ?? "",
            Name = NameOf(account, type),
            Type = type,
            Currency = currency,
            Balance = statement.LedgerBalance?.Amount,
            BalanceDate = statement.LedgerBalance?.AsOf,
            BalanceAt = statement.LedgerBalance?.AsOfInstant,
            Detail = DetailOf(type, statement.AvailableBalance?.Amount),
            Transactions = [.. statement.Transactions.Concat(statement.PendingTransactions).Select(TransactionOf)],
            Coverage = isWhole ? CoverageOf(statement) : null,
        };
    }

    private static string KeyOf(StatementAccount account, Currency currency)
    {
        // Without a number there is little to know an account by again: at least two currencies are two accounts.
        var number = account.Number ?? $"{account.Type ?? account.Kind.ToString()}/{currency}";
        return account.Kind == StatementAccountKind.Bank && account.BankId is not null ? $"{account.BankId}/{number}" : number;
    }

    private static string NameOf(StatementAccount account, AccountType type)
    {
        var words = type switch
        {
            AccountType.Checking => "Checking",
            AccountType.Savings => "Savings",
            AccountType.MoneyMarket => "Money market",
            AccountType.CertificateOfDeposit => "Certificate of deposit",
            AccountType.LineOfCredit => "Line of credit",
            AccountType.CreditCard => "Credit card",
            _ => "Account",
        };
        return account.Number switch
        {
            null => words,
            { Length: > 4 } number => $"{words} …{number[^4..]}",
            var number => $"{words} {number}",
        };
    }

    private static AccountType TypeOf(StatementAccount account) => account.Kind == StatementAccountKind.CreditCard
        ? AccountType.CreditCard
        : account.Type switch
        {
            "CHECKING" => AccountType.Checking,
            "SAVINGS" => AccountType.Savings,
            "MONEYMRKT" => AccountType.MoneyMarket,
            "CD" => AccountType.CertificateOfDeposit,
            "CREDITLINE" => AccountType.LineOfCredit,
            _ => AccountType.Unknown,
        };

    private static AccountDetail? DetailOf(AccountType type, decimal? available) => (type.Kind(), available) switch
    {
        (_, null) => null,
        (AccountKind.Banking, _) => new DepositDetail { AvailableBalance = available },
        (AccountKind.Credit, _) => new CreditDetail { AvailableCredit = available },
        _ => null,
    };

    /// <summary>
    /// Some banks write the day of the download for both ends; a period that its own transactions contradict claims nothing.
    /// </summary>
    private static Coverage? CoverageOf(Statement statement) =>
        statement is { From: { } from, To: { } to } && from <= to && statement.Transactions.All(t => t.Posted >= from && t.Posted <= to)
            ? new Coverage(from, to, IncludesPending: statement.PendingTransactions.Count > 0)
            : null;

    private static ReportedTransaction TransactionOf(StatementTransaction transaction)
    {
        var name = transaction.Name ?? transaction.ExtendedName;
        return new ReportedTransaction
        {
            InstitutionTransactionId = transaction.Id,
            IsPending = transaction.IsPending,
            Amount = transaction.Amount,
            Currency = Currency.TryParse(transaction.AmountCurrency, out var currency) ? currency : null,
            PostedDate = transaction.Posted,
            TransactionDate = transaction.UserDate,
            Description = name ?? transaction.Memo ?? "",
            Memo = name is null ? null : transaction.Memo,
            Type = TypeOf(transaction.Kind),
            CheckNumber = transaction.CheckNumber,
            ReferenceNumber = transaction.ReferenceNumber,
            Sic = transaction.Sic,
            Correction = transaction.Correction is { } correction
                ? new Correction(correction.Id, correction.Action == StatementCorrectionAction.Delete)
                : null,
        };
    }

    private static TransactionType TypeOf(StatementTransactionKind kind) => kind switch
    {
        StatementTransactionKind.Credit => TransactionType.Credit,
        StatementTransactionKind.Debit => TransactionType.Debit,
        StatementTransactionKind.Interest => TransactionType.Interest,
        StatementTransactionKind.Dividend => TransactionType.Dividend,
        StatementTransactionKind.Fee => TransactionType.Fee,
        StatementTransactionKind.ServiceCharge => TransactionType.ServiceCharge,
        StatementTransactionKind.Deposit => TransactionType.Deposit,
        StatementTransactionKind.CashMachine => TransactionType.Atm,
        StatementTransactionKind.PointOfSale => TransactionType.PointOfSale,
        StatementTransactionKind.Transfer => TransactionType.Transfer,
        StatementTransactionKind.Check => TransactionType.Check,
        StatementTransactionKind.Payment => TransactionType.Payment,
        StatementTransactionKind.Cash => TransactionType.Cash,
        StatementTransactionKind.DirectDeposit => TransactionType.DirectDeposit,
        StatementTransactionKind.DirectDebit => TransactionType.DirectDebit,
        StatementTransactionKind.RepeatingPayment => TransactionType.RepeatPayment,
        StatementTransactionKind.Hold or StatementTransactionKind.Other => TransactionType.Other,
        _ => TransactionType.Unknown,
    };
}
