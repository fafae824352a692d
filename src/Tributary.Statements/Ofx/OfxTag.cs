using System.Text;

namespace Tributary.Statements.Ofx;

/// <summary>
/// The tags of OFX that matter to bank and card statements; every other tag is <see cref="Unknown"/>. A member's name in capitals
/// is the tag's name, except that vendor tags have a dot: see <see cref="OfxTags"/>.
/// </summary>
internal enum OfxTag
{
    Unknown,

    // The envelope.
    Ofx, SignOnMsgsRsV1, SignUpMsgsRsV1, BankMsgsRsV1, CreditCardMsgsRsV1, InvStmtMsgsRsV1, LoanMsgsRsV1, ProfMsgsRsV1,
    SonRs, Fi, Org, Fid, IntuBid, Status, Code, Severity, Message,
    StmtTrnRs, CcStmtTrnRs, InvStmtTrnRs, LoanStmtTrnRs, StmtEndTrnRs, CcStmtEndTrnRs, AcctInfoTrnRs, ProfTrnRs,

    // Answers.
    StmtRs, CcStmtRs, InvStmtRs, LoanStmtRs, StmtEndRs, CcStmtEndRs, AcctInfoRs, ProfRs, SecList,

    // A statement.
    CurDef, BankAcctFrom, CcAcctFrom, BankId, BranchId, AcctId, AcctType,
    BankTranList, BankTranListP, DtStart, DtEnd, LedgerBal, AvailBal, BalList, Bal, BalAmt, DtAsOf,

    // A transaction.
    StmtTrn, StmtTrnP, TrnType, DtPosted, DtTran, DtUser, DtAvail, TrnAmt, FitId, CorrectFitId, CorrectAction, SrvrTid, CheckNum,
    RefNum, Sic, PayeeId, Name, Payee, ExtdName, BankAcctTo, CcAcctTo, Memo, Currency, OrigCurrency, CurRate, CurSym, ImageData,
}

/// <summary>Finds the tag of a name, in any case.</summary>
internal static class OfxTags
{
    private const int Slots = 1024;

    private static readonly (byte[]? Name, OfxTag Tag)[] Table = Build();

    public static OfxTag Find(ReadOnlySpan<byte> name)
    {
        for (var slot = Slot(name); Table[slot].Name is { } candidate; slot = (slot + 1) % Slots)
        {
            if (Ascii.EqualsIgnoreCase(candidate, name))
                return Table[slot].Tag;
        }
        return OfxTag.Unknown;
    }

    /// <summary>The tag as it is written in a file.</summary>
    public static string NameOf(OfxTag tag) => tag == OfxTag.IntuBid ? "INTU.BID" : tag.ToString().ToUpperInvariant();

    private static (byte[]?, OfxTag)[] Build()
    {
        var table = new (byte[]? Name, OfxTag)[Slots];
        foreach (var tag in Enum.GetValues<OfxTag>())
        {
            if (tag == OfxTag.Unknown)
                continue;
            var name = Encoding.ASCII.GetBytes(NameOf(tag));
            var slot = Slot(name);
            while (table[slot].Name is not null)
                slot = (slot + 1) % Slots;
            table[slot] = (name, tag);
        }
        return table;
    }

    // Length and three letters tell these names apart well enough; bit 0x20 is the case of a letter.
    private static int Slot(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            return 0;
        var hash = (uint)name.Length;
        hash = (hash * 31) + (uint)(name[0] | 0x20);
        hash = (hash * 31) + (uint)(name[name.Length / 2] | 0x20);
        hash = (hash * 31) + (uint)(name[^1] | 0x20);
        hash = (hash * 31) + (uint)(name[name.Length / 3] | 0x20);
        return (int)(hash % Slots);
    }
}
