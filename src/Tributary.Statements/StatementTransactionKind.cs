namespace Tributary.Statements;

/// <summary>Kinds of movement, after the OFX transaction types.</summary>
public enum StatementTransactionKind
{
    /// <summary>Not said, or a word that is not one of these.</summary>
    Unknown,

    /// <summary>Generic credit (CREDIT).</summary>
    Credit,

    /// <summary>Generic debit (DEBIT).</summary>
    Debit,

    /// <summary>Interest earned or paid (INT).</summary>
    Interest,

    /// <summary>Dividend (DIV).</summary>
    Dividend,

    /// <summary>Fee of the institution (FEE).</summary>
    Fee,

    /// <summary>Service charge (SRVCHG).</summary>
    ServiceCharge,

    /// <summary>Deposit (DEP).</summary>
    Deposit,

    /// <summary>Cash machine (ATM).</summary>
    CashMachine,

    /// <summary>Point of sale (POS).</summary>
    PointOfSale,

    /// <summary>Transfer (XFER).</summary>
    Transfer,

    /// <summary>Check (CHECK).</summary>
    Check,

    /// <summary>Electronic payment (PAYMENT).</summary>
    Payment,

    /// <summary>Cash withdrawal (CASH).</summary>
    Cash,

    /// <summary>Direct deposit (DIRECTDEP).</summary>
    DirectDeposit,

    /// <summary>Debit started by the merchant (DIRECTDEBIT).</summary>
    DirectDebit,

    /// <summary>Repeating payment or standing order (REPEATPMT).</summary>
    RepeatingPayment,

    /// <summary>Amount on hold (HOLD).</summary>
    Hold,

    /// <summary>Other, in the institution's own word (OTHER).</summary>
    Other,
}
