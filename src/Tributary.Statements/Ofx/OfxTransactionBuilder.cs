namespace Tributary.Statements.Ofx;

/// <summary>
/// Gathers one STMTTRN or STMTTRNP. The first value of a field counts. A transaction needs an amount and a date; what has
/// both is kept whatever else is wrong with it.
/// </summary>
internal sealed class OfxTransactionBuilder(OfxValues values, ProblemLog log)
{
    private readonly List<(string Code, int Position, string Text)> _unreadable = [];
    private Fields _own;
    private OfxTag _currencyTag;
    private bool _isPending;
    private int _line;

    /// <summary>Where the transaction starts.</summary>
    public int Position { get; private set; }

    /// <summary>Forgets the last transaction and begins another: one builder serves a whole file.</summary>
    public void Begin(int position, int line, bool isPending)
    {
        _own = default;
        _currencyTag = OfxTag.Unknown;
        _unreadable.Clear();
        (Position, _line, _isPending) = (position, line, isPending);
    }

    /// <summary>
    /// Takes a start tag within the transaction, with its value if it has one. No field of a transaction has the name of another's
    /// part, except in its two currencies; so which aggregate is open matters only there.
    /// </summary>
    public void Start(in OfxElement element)
    {
        switch (element.Tag)
        {
            case OfxTag.Currency or OfxTag.OrigCurrency: _currencyTag = element.Tag; break;
            case OfxTag.CurRate or OfxTag.CurSym: SetCurrency(element); break;
            case OfxTag.TrnAmt: SetAmount(element); break;
            case OfxTag.DtPosted: SetPosted(element); break;
            case OfxTag.DtTran when _isPending: SetPosted(element); break;
            case OfxTag.DtUser: _own.User ??= Date(element, ref _own.UserText); break;
            case OfxTag.DtAvail: _own.Available ??= Date(element, ref _own.UserText); break;
            case OfxTag.TrnType: _own.TypeText ??= values.Word(element); break;
            case OfxTag.FitId: _own.Id ??= values.Text(element); break;
            // PAYEE is an aggregate with a NAME by the book, yet plain text has been met in it.
            case OfxTag.Name or OfxTag.Payee: _own.Name ??= values.Text(element); break;
            case OfxTag.ExtdName: _own.ExtendedName ??= values.Text(element); break;
            case OfxTag.Memo: _own.Memo ??= values.Text(element); break;
            case OfxTag.CheckNum: _own.CheckNumber ??= values.Text(element); break;
            case OfxTag.RefNum: _own.ReferenceNumber ??= values.Text(element); break;
            case OfxTag.Sic: _own.Sic ??= values.Text(element); break;
            case OfxTag.PayeeId: _own.PayeeId ??= values.Text(element); break;
            case OfxTag.SrvrTid: _own.ServerId ??= values.Text(element); break;
            case OfxTag.CorrectFitId: _own.CorrectedId ??= values.Text(element); break;
            case OfxTag.CorrectAction: _own.CorrectionAction ??= values.Text(element); break;
        }
    }

    /// <summary>The transaction, or null with the reason told when it has no usable amount or date.</summary>
    public StatementTransaction? Build()
    {
        if (_own.Amount is not { } amount)
            return LeftOut(OfxTag.TrnAmt, StatementProblemCode.AmountMissing, "amount (TRNAMT)");
        if ((_own.Posted ?? _own.User ?? _own.Available) is not { } date)
            return LeftOut(OfxTag.DtPosted, StatementProblemCode.DateMissing, "date (DTPOSTED)");
        foreach (var (code, at, text) in _unreadable)
            log.Warn(code, at, text + ".");
        if (_own.Posted is null && !_isPending)
            log.Warn(StatementProblemCode.DateSubstituted, Position, "DTPOSTED is missing or unreadable; another date was taken.");
        return new StatementTransaction
        {
            Id = _own.Id,
            Kind = KindOf(_own.TypeText),
            TypeText = _own.TypeText,
            Posted = date.Date,
            PostedText = _own.PostedText ?? _own.UserText ?? "",
            PostedAt = date.Instant,
            UserDate = _own.User?.Date,
            AvailableDate = _own.Available?.Date,
            Amount = amount,
            AmountCurrency = _own.AmountCurrency,
            OriginalCurrency = _own.OriginalCurrency,
            CurrencyRate = _own.Rate,
            Name = _own.Name,
            ExtendedName = _own.ExtendedName,
            Memo = _own.Memo,
            CheckNumber = _own.CheckNumber,
            ReferenceNumber = _own.ReferenceNumber,
            Sic = _own.Sic,
            PayeeId = _own.PayeeId,
            ServerId = _own.ServerId,
            Correction = Correction(),
            IsPending = _isPending,
            Line = _line,
        };
    }

    private StatementTransaction? LeftOut(OfxTag lacking, string codeWhenMissing, string what)
    {
        var prefix = OfxTags.NameOf(lacking) + " ";
        foreach (var (code, at, text) in _unreadable)
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                log.Error(code, at, text + "; the transaction was left out.");
                return null;
            }
        }
        log.Error(codeWhenMissing, Position, $"The transaction has no {what} and was left out.");
        return null;
    }

    private void SetAmount(in OfxElement element)
    {
        if (_own.Amount is not null)
            return;
        var amount = values.Amount(element);
        if (amount.IsUsable)
            _own.Amount = amount.Value;
        if (Describe(amount, element, values) is { } problem)
            _unreadable.Add((problem.Code, element.Position, problem.Text));
    }

    private void SetPosted(in OfxElement element) => _own.Posted ??= Date(element, ref _own.PostedText);

    private OfxDate? Date(in OfxElement element, ref string? text)
    {
        var date = values.Date(element);
        if (date is not null)
            text ??= values.Text(element);
        else if (values.Text(element) is { } written && !OfxDate.IsNone(written))
        {
            var problem = $"{element.Name} {values.Shown(element)} is not a date";
            _unreadable.Add((StatementProblemCode.DateUnreadable, element.Position, problem));
        }
        return date;
    }

    private void SetCurrency(in OfxElement element)
    {
        if (_currencyTag == OfxTag.Unknown)
            return;
        if (element.Tag == OfxTag.CurRate)
            _own.Rate ??= values.Amount(element) is { IsUsable: true } rate ? rate.Value : null;
        else if (_currencyTag == OfxTag.Currency)
            _own.AmountCurrency ??= CurrencyCode(values.Text(element));
        else
            _own.OriginalCurrency ??= CurrencyCode(values.Text(element));
    }

    /// <summary>Three letters as capitals; null for anything else.</summary>
    public static string? CurrencyCode(string? text) =>
        text is { Length: 3 } && text.All(char.IsAsciiLetter) ? text.ToUpperInvariant() : null;

    /// <summary>What is to be said about an amount, without a full stop; null when nothing is.</summary>
    public static (string Code, string Text)? Describe(OfxAmount amount, in OfxElement element, OfxValues values) => amount.Outcome switch
    {
        OfxAmountOutcome.Unreadable => (StatementProblemCode.AmountUnreadable, $"{element.Name} {values.Shown(element)} is not an amount"),
        OfxAmountOutcome.TooLarge => (StatementProblemCode.AmountTooLarge, $"{element.Name} has more digits than an amount can have"),
        OfxAmountOutcome.Rounded =>
            (StatementProblemCode.AmountRounded, $"{element.Name} has more decimals than can be kept; the last ones were rounded"),
        OfxAmountOutcome.Ambiguous =>
            (StatementProblemCode.AmountAmbiguous, $"{element.Name} {values.Shown(element)} was read as {amount.Value} (decimal comma)"),
        _ => null,
    };

    private StatementCorrection? Correction()
    {
        if (_own.CorrectedId is null)
            return null;
        var isDelete = string.Equals(_own.CorrectionAction, "DELETE", StringComparison.OrdinalIgnoreCase);
        return new StatementCorrection(_own.CorrectedId, isDelete ? StatementCorrectionAction.Delete : StatementCorrectionAction.Replace);
    }

    private static StatementTransactionKind KindOf(string? type) => type?.ToUpperInvariant() switch
    {
        "CREDIT" => StatementTransactionKind.Credit,
        "DEBIT" => StatementTransactionKind.Debit,
        "INT" => StatementTransactionKind.Interest,
        "DIV" => StatementTransactionKind.Dividend,
        "FEE" => StatementTransactionKind.Fee,
        "SRVCHG" => StatementTransactionKind.ServiceCharge,
        "DEP" => StatementTransactionKind.Deposit,
        "ATM" => StatementTransactionKind.CashMachine,
        "POS" => StatementTransactionKind.PointOfSale,
        "XFER" => StatementTransactionKind.Transfer,
        "CHECK" => StatementTransactionKind.Check,
        "PAYMENT" => StatementTransactionKind.Payment,
        "CASH" => StatementTransactionKind.Cash,
        "DIRECTDEP" => StatementTransactionKind.DirectDeposit,
        "DIRECTDEBIT" => StatementTransactionKind.DirectDebit,
        "REPEATPMT" => StatementTransactionKind.RepeatingPayment,
        "HOLD" => StatementTransactionKind.Hold,
        "OTHER" => StatementTransactionKind.Other,
        _ => StatementTransactionKind.Unknown,
    };

    private struct Fields
    {
        public string? Id, TypeText, Name, ExtendedName, Memo, CheckNumber, ReferenceNumber, Sic, PayeeId, ServerId;
        public string? CorrectedId, CorrectionAction, AmountCurrency, OriginalCurrency, PostedText, UserText;
        public decimal? Amount, Rate;
        public OfxDate? Posted, User, Available;
    }
}
