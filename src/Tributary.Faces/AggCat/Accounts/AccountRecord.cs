using System.Globalization;
using Tributary.Core.Accounts;
using Tributary.Faces.AggCat.Format;
using Tributary.Faces.Wire;

namespace Tributary.Faces.AggCat.Accounts;

/// <summary>An account as this protocol has it: one element a kind, what all kinds have in common first (AggCat, 6).</summary>
internal static class AccountRecord
{
    private static readonly DocumentShape ListShape = new(
        Ns.AccountList, "AccountList", Ns.Account, Ns.InvestmentAccount, Ns.OtherAccount, Ns.BankingAccount, Ns.CreditAccount, Ns.LoanAccount, Ns.RewardsAccount, Ns.AccountList);

    /// <summary>The accounts that count: what was discovered and never chosen is not among them.</summary>
    public static AggCatAnswer List(int status, IEnumerable<Account> accounts) => new(status, ListShape, writer => WriteAll(writer, accounts));

    /// <summary>The same list as a document of its own.</summary>
    public static void WriteDocument(AnswerWriter writer, IEnumerable<Account> accounts)
    {
        writer.Begin(ListShape);
        WriteAll(writer, accounts);
        writer.End();
    }

    private static void WriteAll(AnswerWriter writer, IEnumerable<Account> accounts)
    {
        writer.BeginList("accounts");
        foreach (var account in accounts)
        {
            if (account.State == AccountState.Active)
                Write(writer, account);
        }

        writer.EndList();
    }

    private static void Write(AnswerWriter writer, Account account)
    {
        var (ns, name, jsonType) = account.Type.Kind() switch
        {
            AccountKind.Banking => (Ns.BankingAccount, "BankingAccount", "bankingAccount"),
            AccountKind.Credit => (Ns.CreditAccount, "CreditAccount", "creditAccount"),
            AccountKind.Loan => (Ns.LoanAccount, "LoanAccount", "loanAccount"),
            AccountKind.Investment => (Ns.InvestmentAccount, "InvestmentAccount", "investmentAccount"),
            AccountKind.Rewards => (Ns.RewardsAccount, "RewardsAccount", "rewardAccount"),
            _ => (Ns.OtherAccount, "OtherAccount", "otherAccount"),
        };
        writer.BeginItem(ns, name);
        writer.JsonType(jsonType);
        WriteBase(writer, account);
        switch (account.Type.Kind())
        {
            case AccountKind.Banking:
                WriteBanking(writer, account, account.Detail as DepositDetail ?? new DepositDetail());
                break;
            case AccountKind.Credit:
                WriteCredit(writer, account, account.Detail as CreditDetail ?? new CreditDetail());
                break;
            case AccountKind.Loan:
                WriteLoan(writer, account, account.Detail as LoanDetail ?? new LoanDetail());
                break;
            case AccountKind.Investment:
                WriteInvestment(writer, account, account.Detail as InvestmentDetail ?? new InvestmentDetail());
                break;
            case AccountKind.Rewards:
                WriteRewards(writer, account);
                break;
        }

        writer.EndRecord();
    }

    private static void WriteBase(AnswerWriter writer, Account account)
    {
        const Ns ns = Ns.Account;
        writer.Number(ns, "accountId", account.Id.Value);
        writer.Text(ns, "status", "ACTIVE");
        writer.Text(ns, "accountNumber", account.Number);
        writer.TextIfAny(ns, "accountNickname", account.Name);
        writer.Number(ns, "displayPosition", (long)account.DisplayPosition);
        writer.Number(ns, "institutionId", account.InstitutionId.Value);
        writer.TextIfAny(ns, "description", account.Name);
        writer.NumberIfAny(ns, "balanceAmount", BalanceOf(account));
        writer.InstantIfAny(ns, "balanceDate", account.BalanceAt ?? (account.BalanceDate is { } day ? PacificTime.StartOf(day) : null));
        writer.DayIfAny(ns, "lastTxnDate", account.LastTransactionDate);
        writer.InstantIfAny(ns, "aggrSuccessDate", account.SuccessAt);
        writer.InstantIfAny(ns, "aggrAttemptDate", account.AttemptAt);
        if (account.Status is { } status)
            writer.Text(ns, "aggrStatusCode", AggregationStatusCodes.Of(status).ToString(CultureInfo.InvariantCulture));
        writer.Text(ns, "currencyCode", account.Currency.Code);
        writer.Number(ns, "institutionLoginId", account.LoginId.Value);
    }

    // What is owed on a card, and points, are told as such further down; a loan's balance is what is owed, and no sign says so.
    private static decimal? BalanceOf(Account account) => account.Type.Kind() switch
    {
        AccountKind.Credit or AccountKind.Rewards => null,
        AccountKind.Loan => -account.Balance,
        _ => account.Balance,
    };

    private static void WriteBanking(AnswerWriter writer, Account account, DepositDetail detail)
    {
        const Ns ns = Ns.BankingAccount;
        writer.TextIfAny(ns, "bankingAccountType", AccountTypeWords.Of(account.Type));
        writer.DayIfAny(ns, "postedDate", account.BalanceDate);
        writer.NumberIfAny(ns, "availableBalanceAmount", account.AvailableBalance);
        writer.DayIfAny(ns, "openDate", detail.OpenedOn);
        writer.NumberIfAny(ns, "periodInterestRate", detail.PeriodInterestRate);
        writer.NumberIfAny(ns, "periodInterestAmount", detail.PeriodInterest);
        writer.NumberIfAny(ns, "interestAmountYtd", detail.InterestYearToDate);
        writer.NumberIfAny(ns, "interestPriorAmountYtd", detail.InterestPriorYear);
        writer.DayIfAny(ns, "maturityDate", detail.MaturesOn);
    }

    private static void WriteCredit(AnswerWriter writer, Account account, CreditDetail detail)
    {
        const Ns ns = Ns.CreditAccount;
        writer.TextIfAny(ns, "creditAccountType", AccountTypeWords.Of(account.Type));
        writer.NumberIfAny(ns, "interestRate", detail.InterestRate);
        writer.NumberIfAny(ns, "creditAvailableAmount", detail.AvailableCredit);
        writer.NumberIfAny(ns, "creditMaxAmount", detail.CreditLimit);
        writer.NumberIfAny(ns, "cashAdvanceInterestRate", detail.CashAdvanceInterestRate);
        writer.NumberIfAny(ns, "currentBalance", account.Balance);
        writer.NumberIfAny(ns, "paymentMinAmount", detail.MinimumPayment);
        writer.DayIfAny(ns, "paymentDueDate", detail.PaymentDueOn);
        writer.NumberIfAny(ns, "previousBalance", detail.PreviousBalance);
        writer.DayIfAny(ns, "statementEndDate", detail.StatementEndsOn);
        writer.NumberIfAny(ns, "lastPaymentAmount", detail.LastPayment);
        writer.DayIfAny(ns, "lastPaymentDate", detail.LastPaymentOn);
        writer.NumberIfAny(ns, "statementCloseBalance", detail.StatementBalance);
    }

    private static void WriteLoan(AnswerWriter writer, Account account, LoanDetail detail)
    {
        const Ns ns = Ns.LoanAccount;
        writer.TextIfAny(ns, "loanType", AccountTypeWords.Of(account.Type));
        writer.DayIfAny(ns, "postedDate", account.BalanceDate);
        writer.TextIfAny(ns, "term", detail.Term);
        writer.TextIfAny(ns, "holderName", detail.HolderName);
        writer.NumberIfAny(ns, "payoffAmount", detail.Payoff);
        if (detail.Payoff is not null)
            writer.DayIfAny(ns, "payoffAmountDate", account.BalanceDate);
        writer.DayIfAny(ns, "originalMaturityDate", detail.MaturesOn);
        writer.NumberIfAny(ns, "principalBalance", detail.Principal);
        writer.NumberIfAny(ns, "escrowBalance", detail.EscrowBalance);
        writer.NumberIfAny(ns, "interestRate", detail.InterestRate);
        writer.NumberIfAny(ns, "initialAmount", detail.OriginalAmount);
        writer.DayIfAny(ns, "initialDate", detail.OriginatedOn);
        writer.NumberIfAny(ns, "nextPayment", detail.NextPayment);
        writer.DayIfAny(ns, "nextPaymentDate", detail.NextPaymentOn);
        writer.DayIfAny(ns, "lastPaymentReceiveDate", detail.LastPaymentOn);
        writer.NumberIfAny(ns, "lastPaymentAmount", detail.LastPayment);
        writer.NumberIfAny(ns, "principalPaidYtd", detail.PrincipalPaidYearToDate);
        writer.NumberIfAny(ns, "interestPaidYtd", detail.InterestPaidYearToDate);
    }

    private static void WriteInvestment(AnswerWriter writer, Account account, InvestmentDetail detail)
    {
        const Ns ns = Ns.InvestmentAccount;
        writer.TextIfAny(ns, "investmentAccountType", AccountTypeWords.Of(account.Type));
        writer.NumberIfAny(ns, "interestMarginBalance", detail.MarginBalance);
        writer.NumberIfAny(ns, "shortBalance", detail.ShortBalance);
        writer.NumberIfAny(ns, "availableCashBalance", detail.AvailableCash);
        writer.NumberIfAny(ns, "currentBalance", detail.CurrentBalance ?? account.Balance);
        writer.NumberIfAny(ns, "vestedBalance", detail.VestedBalance);
    }

    private static void WriteRewards(AnswerWriter writer, Account account)
    {
        const Ns ns = Ns.RewardsAccount;
        writer.TextIfAny(ns, "rewardsAccountType", AccountTypeWords.Of(account.Type));
        writer.DayIfAny(ns, "postedDate", account.BalanceDate);
        writer.NumberIfAny(ns, "currentBalance", account.Balance);
    }
}
