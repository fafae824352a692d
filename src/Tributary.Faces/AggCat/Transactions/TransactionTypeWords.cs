using Tributary.Core.Transactions;

namespace Tributary.Faces.AggCat.Transactions;

/// <summary>What kind of movement a transaction is, in OFX's words, as the protocol has them (AggCat, samples).</summary>
internal static class TransactionTypeWords
{
    /// <summary>The word; null where nothing is known.</summary>
    public static string? Of(TransactionType type) => type switch
    {
        TransactionType.Unknown => null,
        TransactionType.Atm => "ATM",
        TransactionType.Cash => "CASH",
        TransactionType.Check => "CHECK",
        TransactionType.Credit => "CREDIT",
        TransactionType.Debit => "DEBIT",
        TransactionType.Deposit => "DEP",
        TransactionType.DirectDebit => "DIRECTDEBIT",
        TransactionType.DirectDeposit => "DIRECTDEP",
        TransactionType.Dividend => "DIV",
        TransactionType.Fee => "FEE",
        TransactionType.Interest => "INT",
        TransactionType.Payment => "PAYMENT",
        TransactionType.PointOfSale => "POS",
        TransactionType.RepeatPayment => "REPEATPMT",
        TransactionType.ServiceCharge => "SRVCHG",
        TransactionType.Transfer => "XFER",
        _ => "OTHER",
    };
}
