using Tributary.Core.Accounts;
using Tributary.Core.Money;
using Tributary.Core.Transactions;

namespace Tributary.Core.Categories;

/// <summary>What a rule looks at. The order is the order in which rules count: the first kind that says something decides.</summary>
public enum CategoryRuleKind
{
    /// <summary>What happened to a security.</summary>
    Actions,

    /// <summary>Words that settle what a movement is, whoever the payee.</summary>
    Phrases,

    /// <summary>Names of payees.</summary>
    Merchants,

    /// <summary>The type of the movement.</summary>
    Types,

    /// <summary>The payee's SIC or MCC code.</summary>
    Codes,

    /// <summary>Words that hint.</summary>
    Words,

    /// <summary>SIC or MCC codes of many trades at once: a word that hints is finer.</summary>
    WeakCodes,

    /// <summary>Words that are part of many names, and hint where nothing else does.</summary>
    WeakWords,

    /// <summary>The type of the movement, where nothing else tells.</summary>
    WeakTypes,
}

/// <summary>One line of a file of rules.</summary>
public sealed record CategoryRule
{
    /// <summary>The file's name.</summary>
    public required string File { get; init; }

    /// <summary>The line in it, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>What the rule says it is.</summary>
    public required TransactionCategory Category { get; init; }

    /// <summary>What it looks at.</summary>
    public required CategoryRuleKind Kind { get; init; }

    /// <summary>What it looks for, as written: words with <c>*</c>, a code, a range of codes, a type.</summary>
    public required string Pattern { get; init; }

    /// <summary>The payee's name, where the pattern is one.</summary>
    public string? Payee { get; init; }

    /// <summary>Whether the payee's name is the pattern itself, which a <c>*</c> may have cut short.</summary>
    public bool IsPayeePattern { get; init; }

    /// <summary>1 for money that comes in only, -1 for money that goes out only, 0 for both.</summary>
    public int Sign { get; init; }

    /// <summary>The accounts it is for; null for all.</summary>
    public AccountKind? On { get; init; }

    /// <summary>Whether an operator wrote it: those count before all that ship.</summary>
    public bool IsOperators { get; init; }

    /// <summary>The place in a file, for messages.</summary>
    public string Source => $"{File}:{Line}";

    internal bool Applies(int sign, AccountKind account) => (Sign == 0 || sign == 0 || Sign == sign) && (On is null || On == account);
}

/// <summary>What rules look at in a transaction.</summary>
/// <param name="Description">The institution's words.</param>
/// <param name="Memo">More of them.</param>
/// <param name="Amount">The amount; its sign is looked at.</param>
/// <param name="Type">What moves money.</param>
/// <param name="Account">The kind of account.</param>
/// <param name="Code">SIC or MCC of the payee.</param>
/// <param name="Action">What happened to a security, in Finicity's words.</param>
public readonly record struct CategoryFacts(
    string Description, string? Memo, decimal Amount, TransactionType Type, AccountKind Account, string? Code, string? Action)
{
    /// <summary>What the amount is in: it tells a state from a country of the same letters.</summary>
    public Currency Currency { get; init; } = Currency.Usd;

    /// <summary>The facts of a stored transaction.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="account">The type of its account.</param>
    /// <returns>The facts.</returns>
    public static CategoryFacts Of(Transaction transaction, AccountType account) => new(
        transaction.Description,
        transaction.Memo,
        transaction.Amount,
        transaction.Type,
        account.Kind(),
        transaction.Sic,
        transaction.Detail?.InvestmentAction) { Currency = transaction.Currency };
}
