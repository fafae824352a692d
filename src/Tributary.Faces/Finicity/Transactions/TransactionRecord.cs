using Tributary.Core.Categories;
using Tributary.Core.Money;
using Tributary.Core.Transactions;
using Tributary.Faces.Wire;

namespace Tributary.Faces.Finicity.Transactions;

/// <summary>
/// The transaction record (Finicity Transactions). Its ids are numbers, unlike those of customers and accounts. XML always writes the
/// parts of the amount and the institution's own id, as its readers of 2016 demand; JSON leaves out what is not known.
/// </summary>
internal static class TransactionRecord
{
    private const string NoDescription = "[No description provided by institution]";
    private const decimal Zero = 0.0m;

    public static FinicityAnswer Answer(Transaction transaction) =>
        FinicityAnswer.Ok(wire => wire.Document("transaction", () => Write(wire, transaction)));

    public static FinicityAnswer AnswerUnique(Transaction transaction) =>
        FinicityAnswer.Ok(wire => wire.Document("transaction", () => Write(wire, transaction, withUniqueId: true)));

    public static void Write(WireWriter wire, Transaction transaction, bool withUniqueId = false)
    {
        wire.Number("id", transaction.Id.Value);
        wire.Number("amount", transaction.Amount);
        wire.Number("accountId", transaction.AccountId.Value);
        wire.Number("customerId", transaction.CustomerId.Value);
        wire.Text("status", StatusOf(transaction.State));
        wire.Text("description", string.IsNullOrWhiteSpace(transaction.Description) ? NoDescription : transaction.Description);
        wire.TextIfAny("memo", transaction.Memo);
        wire.TextIfAny("type", TypeOf(transaction.Type));
        wire.Number("postedDate", EpochTime.Of(transaction.Detail?.PostedAt) ?? EpochTime.Of(transaction.PostedDate));
        wire.NumberIfAny("transactionDate", EpochTime.Of(transaction.Detail?.TransactedAt) ?? EpochTime.Of(transaction.TransactionDate));
        wire.Number("createdDate", EpochTime.Of(transaction.CreatedAt));
        wire.TextIfAny("checkNum", transaction.CheckNumber);
        if (wire.IsXml)
            WriteParts2016(wire, transaction);
        else
            WriteParts(wire, transaction.Detail);
        if (transaction.Categorization is { } categorization)
            WriteCategorization(wire, transaction, categorization);
        if (withUniqueId)
            wire.Text("uniqueTransactionId", $"{transaction.AccountId}-{transaction.Id}");
    }

    private static void WriteParts2016(WireWriter wire, Transaction transaction)
    {
        var detail = transaction.Detail ?? new TransactionDetail();
        wire.Text("institutionTransactionId", transaction.InstitutionTransactionId ?? "");
        wire.Number("bonusAmount", Zero);
        wire.Number("escrowAmount", detail.Escrow ?? Zero);
        wire.Number("feeAmount", detail.Fees ?? Zero);
        wire.Number("interestAmount", detail.Interest ?? Zero);
        wire.Number("principalAmount", detail.Principal ?? Zero);
        wire.Number("unitQuantity", detail.Units ?? Zero);
        wire.Number("unitValue", detail.UnitPrice ?? Zero);
    }

    private static void WriteParts(WireWriter wire, TransactionDetail? detail)
    {
        if (detail is null)
            return;
        wire.NumberIfAny("escrowAmount", detail.Escrow);
        wire.NumberIfAny("feeAmount", detail.Fees);
        wire.NumberIfAny("interestAmount", detail.Interest);
        wire.NumberIfAny("principalAmount", detail.Principal);
        wire.NumberIfAny("unitQuantity", detail.Units);
        wire.NumberIfAny("unitValue", detail.UnitPrice);
        wire.TextIfAny("ticker", detail.Symbol);
        wire.TextIfAny("securityId", detail.SecurityId);
        wire.TextIfAny("securityIdType", detail.SecurityIdType);
        wire.TextIfAny("investmentTransactionType", detail.InvestmentAction);
    }

    /// <summary>XML has what the readers of 2016 know, and they refuse any other member; JSON has what came later, of which it demands the country.</summary>
    private static void WriteCategorization(WireWriter wire, Transaction transaction, Categorization categorization) => wire.Record("categorization", () =>
    {
        wire.Text("normalizedPayeeName", categorization.Payee);
        wire.Text("category", categorization.Category.Name);
        if (wire.IsXml)
        {
            wire.TextIfAny("scheduleC", categorization.Category.ScheduleC);
            wire.TextIfAny("sic", transaction.Sic);
            return;
        }

        wire.TextIfAny("bestRepresentation", categorization.Words);
        wire.TextIfAny("city", categorization.Place?.City);
        wire.TextIfAny("state", categorization.Place?.State);
        wire.TextIfAny("postalCode", categorization.Place?.PostalCode);
        wire.Text("country", categorization.Place?.Country ?? CountryOf(transaction.Currency));
    });

    /// <summary>Where a payee most likely is whose place nobody tells: the currency's country; empty for the euro, which has twenty.</summary>
    private static string CountryOf(Currency currency) => currency.Code switch
    {
        "USD" => "USA",
        "CAD" => "CAN",
        "GBP" => "GBR",
        "AUD" => "AUS",
        "NZD" => "NZL",
        "CHF" => "CHE",
        "INR" => "IND",
        "BRL" => "BRA",
        "MXN" => "MEX",
        "JPY" => "JPN",
        "SEK" => "SWE",
        "NOK" => "NOR",
        "DKK" => "DNK",
        "PLN" => "POL",
        "CZK" => "CZE",
        "HUF" => "HUN",
        _ => "",
    };

    private static string StatusOf(TransactionState state) => state switch
    {
        TransactionState.Pending => "pending",
        TransactionState.Vanished or TransactionState.Lapsed => "shadow",
        _ => "active",
    };

    private static string? TypeOf(TransactionType type) => type switch
    {
        TransactionType.Unknown => null,
        TransactionType.Atm => "atm",
        TransactionType.Cash => "cash",
        TransactionType.Check => "check",
        TransactionType.Credit => "credit",
        TransactionType.Debit => "debit",
        TransactionType.Deposit => "deposit",
        TransactionType.DirectDebit => "directDebit",
        TransactionType.DirectDeposit => "directDeposit",
        TransactionType.Dividend => "dividend",
        TransactionType.Fee => "fee",
        TransactionType.Interest => "interest",
        TransactionType.Payment => "payment",
        TransactionType.PointOfSale => "pointOfSale",
        TransactionType.RepeatPayment => "repeatPayment",
        TransactionType.ServiceCharge => "serviceCharge",
        TransactionType.Transfer => "transfer",
        _ => "other",
    };
}
