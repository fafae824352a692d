using System.Globalization;
using Tributary.Core.Accounts;
using Tributary.Core.Categories;
using Tributary.Core.Transactions;
using Tributary.Faces.AggCat.Format;

namespace Tributary.Faces.AggCat.Transactions;

/// <summary>A transaction as this protocol has it: one element a kind of account, what all kinds have in common first (AggCat, 6).</summary>
internal static class TransactionRecord
{
    /// <summary>Which element an account's transactions are; the movements of money in an investment account are apart from its trades.</summary>
    public static (Ns Ns, string Name, string JsonList) ElementOf(AccountKind kind, bool isTrade) => kind switch
    {
        AccountKind.Investment when isTrade => (Ns.InvTransaction, "InvestmentTransaction", "investmentTransactions"),
        AccountKind.Investment => (Ns.IbnkTransaction, "InvestmentBankingTransaction", "investmentBankingTransactions"),
        AccountKind.Loan => (Ns.LoanTransaction, "LoanTransaction", "loanTransactions"),
        AccountKind.Rewards => (Ns.RewardsTransaction, "RewardsTransaction", "rewardsTransactions"),
        AccountKind.Credit => (Ns.CcTransaction, "CreditCardTransaction", "creditCardTransactions"),
        _ => (Ns.BnkTransaction, "BankingTransaction", "bankingTransactions"),
    };

    /// <summary>Whether a transaction of an investment account moves securities, and not only money.</summary>
    public static bool IsTrade(Transaction transaction) =>
        transaction.Detail is { } detail && (detail.Symbol ?? detail.SecurityId) is not null;

    public static void Write(AnswerWriter writer, AccountKind kind, Transaction transaction)
    {
        var isTrade = kind == AccountKind.Investment && IsTrade(transaction);
        var (ns, name, _) = ElementOf(kind, isTrade);
        writer.BeginItem(ns, name);
        WriteBase(writer, transaction, namesPayee: !isTrade);
        if (isTrade)
            WriteTrade(writer, transaction, transaction.Detail!);
        else if (kind == AccountKind.Investment)
            writer.TextIfAny(ns, "bankingTransactionType", TransactionTypeWords.Of(transaction.Type));
        else if (kind == AccountKind.Loan && transaction.Detail is { } detail)
            WriteLoan(writer, detail);
        writer.EndRecord();
    }

    private static void WriteBase(AnswerWriter writer, Transaction transaction, bool namesPayee)
    {
        const Ns ns = Ns.Transaction;
        writer.Number(ns, "id", transaction.Id.Value);
        writer.Text(ns, "currencyType", transaction.Currency.Code);
        writer.TextIfAny(ns, "institutionTransactionId", transaction.InstitutionTransactionId);
        writer.TextIfAny(ns, "checkNumber", transaction.CheckNumber);
        writer.TextIfAny(ns, "refNumber", transaction.ReferenceNumber);
        if (namesPayee)
            writer.TextIfAny(ns, "payeeName", transaction.Description);
        writer.TextIfAny(ns, "memo", transaction.Memo);
        writer.TextIfAny(ns, "type", TransactionTypeWords.Of(transaction.Type));
        writer.Day(ns, "postedDate", transaction.PostedDate);
        writer.DayIfAny(ns, "userDate", transaction.TransactionDate);
        writer.Number(ns, "amount", transaction.Amount);
        writer.Flag(ns, "pending", transaction.State == TransactionState.Pending);
        if (transaction.Categorization is { } categorization)
            WriteCategorization(writer, transaction, categorization);
    }

    private static void WriteCategorization(AnswerWriter writer, Transaction transaction, Categorization categorization)
    {
        const Ns ns = Ns.Transaction;
        writer.BeginRecord(ns, "categorization");
        writer.BeginRecord(ns, "common");
        writer.TextIfAny(ns, "normalizedPayeeName", categorization.Payee);
        writer.TextIfAny(ns, "merchant", categorization.Payee);
        if (int.TryParse(transaction.Sic, NumberStyles.None, CultureInfo.InvariantCulture, out var sic))
            writer.Number(ns, "sic", (long)sic);
        writer.EndRecord();
        writer.BeginList("context");
        writer.BeginItem(ns, "context");
        writer.Text(ns, "source", "CAT");
        writer.Text(ns, "categoryName", categorization.Category.CustomerAccountDataName);
        writer.Text(ns, "contextType", "");
        writer.TextIfAny(ns, "scheduleC", categorization.Category.ScheduleC);
        writer.EndRecord();
        writer.EndList();
        writer.EndRecord();
    }

    private static void WriteLoan(AnswerWriter writer, TransactionDetail detail)
    {
        const Ns ns = Ns.LoanTransaction;
        writer.NumberIfAny(ns, "principalAmount", detail.Principal);
        writer.NumberIfAny(ns, "interestAmount", detail.Interest);
        writer.NumberIfAny(ns, "escrowTotalAmount", detail.Escrow);
        writer.NumberIfAny(ns, "escrowFeesAmount", detail.Fees);
    }

    private static void WriteTrade(AnswerWriter writer, Transaction transaction, TransactionDetail detail)
    {
        const Ns ns = Ns.InvTransaction;
        var action = TradeWords.Of(detail.InvestmentAction);
        writer.TextIfAny(ns, "description", transaction.Description);
        writer.TextIfAny(ns, "buyType", action.BuyType);
        writer.TextIfAny(ns, "incomeType", action.IncomeType);
        writer.TextIfAny(ns, "sellType", action.SellType);
        writer.TextIfAny(ns, "cusip", detail.SecurityIdType == "CUSIP" ? detail.SecurityId : null);
        writer.TextIfAny(ns, "symbol", detail.Symbol);
        writer.DayIfAny(ns, "tradeDate", transaction.TransactionDate);
        writer.Day(ns, "settleDate", transaction.PostedDate);
        writer.NumberIfAny(ns, "feesAmount", detail.Fees);
        writer.Number(ns, "totalAmount", transaction.Amount);
        writer.NumberIfAny(ns, "unitPrice", detail.UnitPrice);
        writer.NumberIfAny(ns, "units", detail.Units);
    }
}
