using Tributary.Core.Accounts;
using Tributary.Core.Positions;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>
/// The account record (Finicity Customer Accounts). Ids are quoted, but for <c>institutionLoginId</c>, which is a number. XML holds
/// what the vendor's page of 2015 lists; JSON also what today's clients refuse to be without.
/// </summary>
internal static class AccountRecord
{
    public static FinicityAnswer Answer(ListedAccounts one) => FinicityAnswer.Ok(wire =>
    {
        var account = one.Accounts.Single();
        wire.Document("account", () => Write(wire, account, one.Positions[account.Id]));
    });

    public static FinicityAnswer List(ListedAccounts listed) => FinicityAnswer.Ok(wire =>
        wire.ListDocument("accounts", "account", listed.Accounts, account => Write(wire, account, listed.Positions[account.Id])));

    /// <summary>The reduced record, of which there is no XML of old; it is written with the same names.</summary>
    public static FinicityAnswer Simple(Account account) =>
        FinicityAnswer.Ok(wire => wire.Document("account", () => WriteSimple(wire, account)));

    public static FinicityAnswer SimpleList(IEnumerable<Account> accounts) =>
        FinicityAnswer.Ok(wire => wire.ListDocument("accounts", "account", accounts, account => WriteSimple(wire, account)));

    /// <summary>What discovery tells: enough to choose.</summary>
    public static FinicityAnswer PartialList(IEnumerable<Account> accounts) => FinicityAnswer.Ok(wire =>
        wire.ListDocument("accounts", "account", accounts, account =>
        {
            wire.Text("id", account.Id.ToString());
            wire.Text("number", account.Number);
            wire.Text("name", account.Name);
            wire.Text("type", AccountTypeWords.Of(account.Type, wire.IsXml));
            wire.Text("status", StatusOf(account));
            WriteBalance(wire, account);
        }));

    public static void Write(WireWriter wire, Account account, IEnumerable<Position> positions)
    {
        wire.Text("id", account.Id.ToString());
        wire.Text("number", account.Number);
        if (!wire.IsXml)
            WriteNumberForDisplay(wire, account);
        wire.Text("name", account.Name);
        if (!wire.IsXml)
            wire.Text("accountNickname", account.Name);
        WriteBalance(wire, account);
        wire.Text("type", AccountTypeWords.Of(account.Type, wire.IsXml));
        if (account.Status is { } status)
            wire.Number("aggregationStatusCode", AggregationStatusCodes.Of(status));
        wire.Text("status", StatusOf(account));
        wire.Text("customerId", account.CustomerId.ToString());
        wire.Text("institutionId", account.InstitutionId.ToString());
        wire.NumberIfAny("balanceDate", EpochTime.Of(account.BalanceAt) ?? EpochTime.Of(account.BalanceDate));
        wire.NumberIfAny("aggregationSuccessDate", EpochTime.Of(account.SuccessAt));
        wire.NumberIfAny("aggregationAttemptDate", EpochTime.Of(account.AttemptAt));
        wire.Number("createdDate", EpochTime.Of(account.CreatedAt));
        wire.Number("lastUpdatedDate", EpochTime.Of(account.UpdatedAt));
        if (!wire.IsXml)
        {
            wire.Text("currency", account.Currency.Code);
            wire.NumberIfAny("lastTransactionDate", EpochTime.Of(account.LastTransactionDate));
            wire.NumberIfAny("oldestTransactionDate", EpochTime.Of(account.OldestTransactionDate));
        }

        wire.Number("institutionLoginId", account.LoginId.Value);
        if (account.Detail is { } detail)
            wire.Record("detail", () => AccountDetailRecord.Write(wire, detail));
        if (wire.IsXml)
            return;
        Position[] held = [.. positions];
        if (held.Length > 0)
            wire.List("position", "position", held, position => PositionRecord.Write(wire, position));
        wire.Number("displayPosition", account.DisplayPosition);
    }

    private static void WriteSimple(WireWriter wire, Account account)
    {
        wire.Text("id", account.Id.ToString());
        wire.Text("number", account.Number);
        WriteNumberForDisplay(wire, account);
        wire.Text("name", account.Name);
        wire.Text("accountNickname", account.Name);
        WriteBalance(wire, account);
        wire.Text("type", AccountTypeWords.Of(account.Type, wire.IsXml));
        wire.Text("status", StatusOf(account));
        wire.Text("customerId", account.CustomerId.ToString());
        wire.Text("institutionId", account.InstitutionId.ToString());
        wire.NumberIfAny("balanceDate", EpochTime.Of(account.BalanceAt) ?? EpochTime.Of(account.BalanceDate));
        wire.Number("createdDate", EpochTime.Of(account.CreatedAt));
        wire.Text("currency", account.Currency.Code);
        wire.Number("institutionLoginId", account.LoginId.Value);
        wire.Number("displayPosition", account.DisplayPosition);
    }

    // A strict reader of 2016 refuses a list for one account without a balance, so in XML an untold one is written as zero.
    private static void WriteBalance(WireWriter wire, Account account) =>
        wire.NumberIfAny("balance", account.Balance ?? (wire.IsXml ? 0m : null));

    /// <summary>The last four characters of the institution's own number, whatever a program calls the account.</summary>
    public static string RealLastOf(Account account) => LastOf(account.NumberIsChosen ? account.InstitutionKey : account.Number);

    private static string LastOf(string number) => number.Length > 4 ? number[^4..] : number;

    private static void WriteNumberForDisplay(WireWriter wire, Account account)
    {
        wire.Text("accountNumberDisplay", LastOf(account.Number));
        if (RealLastOf(account) is { Length: 4 } real && real.All(char.IsAsciiDigit))
            wire.Text("realAccountNumberLast4", real);
    }

    private static string StatusOf(Account account) => account.State == AccountState.Active ? "active" : "pending";
}
