namespace Tributary.Statements.Ofx;

/// <summary>Gathers one STMTRS or CCSTMTRS: everything but what is inside its transactions.</summary>
internal sealed class OfxStatementBuilder(OfxValues values, ProblemLog log, OfxTag opener, int position)
{
    private readonly List<StatementTransaction> _transactions = [];
    private readonly List<StatementTransaction> _pending = [];
    private readonly OfxAccount _account = new(OfxTag.Unknown, position);
    private OfxAccount? _other;
    private Part _part;
    private StatementBalance? _ledger, _available;
    private BalanceBuilder? _balance;
    private string? _currency;
    private DateOnly? _from, _to;
    private int _withoutId, _withoutEnd;
    private int _firstWithoutId, _firstWithoutEnd;
    private bool _wasTransactionLeftOut;

    private enum Part
    {
        Own,
        Account,
        Ledger,
        Available,
        Ignored,
    }

    /// <summary>Whether the file itself opened the statement; else it was inferred from what stands outside any.</summary>
    public bool IsExplicit => Opener is OfxTag.StmtRs or OfxTag.CcStmtRs;

    /// <summary>The tag the statement began with.</summary>
    public OfxTag Opener { get; } = opener;

    /// <summary>Whether it says anything: movements, a balance, or at least whose statement it is.</summary>
    public bool HasContent => _transactions.Count > 0 || _pending.Count > 0 || _ledger is not null || _available is not null
        || _balance is not null || _wasTransactionLeftOut || (IsExplicit && _account.IsNamed);

    /// <summary>Notes that a transaction of this statement could not be kept.</summary>
    public void LeaveOut() => _wasTransactionLeftOut = true;

    /// <summary>Takes a start tag within the statement, outside transactions, with its value if it has one.</summary>
    public void Start(in OfxElement element)
    {
        switch (element.Tag)
        {
            case OfxTag.BankAcctFrom or OfxTag.CcAcctFrom:
                EndPart();
                _part = Part.Account;
                _other = null;
                if (_account.IsNamed)
                    _other = new OfxAccount(element.Tag, element.Position);
                else
                    _account.Opener = element.Tag;
                break;
            case OfxTag.LedgerBal or OfxTag.AvailBal:
                EndPart();
                _part = element.Tag == OfxTag.LedgerBal ? Part.Ledger : Part.Available;
                _balance = new BalanceBuilder(element.Tag, element.Position);
                break;
            case OfxTag.BalList or OfxTag.Bal:
                EndPart();
                _part = Part.Ignored;
                break;
            case OfxTag.BankTranList or OfxTag.BankTranListP:
                EndPart();
                break;
            case OfxTag.CurDef:
                SetCurrency(element);
                break;
            case OfxTag.DtStart or OfxTag.DtEnd:
                SetPeriod(element);
                break;
            case OfxTag.BankId or OfxTag.BranchId or OfxTag.AcctId or OfxTag.AcctType when _part == Part.Account:
                (_other ?? _account).Set(element.Tag, values.Text(element));
                break;
            case OfxTag.BalAmt when _balance is not null:
                SetBalanceAmount(element);
                break;
            case OfxTag.DtAsOf when _balance is not null:
                SetBalanceDate(element);
                break;
        }
    }

    /// <summary>Takes an end tag within the statement, outside transactions.</summary>
    public void End(OfxTag tag)
    {
        if (tag is OfxTag.BankAcctFrom or OfxTag.CcAcctFrom or OfxTag.LedgerBal or OfxTag.AvailBal or OfxTag.BalList)
            EndPart();
    }

    /// <summary>The account that the statement has just named beside its own, if it did.</summary>
    public OfxAccount? TakeOtherAccount()
    {
        if (_other is not { IsNamed: true } other)
            return null;
        _other = null;
        return other.Number == _account.Number ? null : other;
    }

    /// <summary>Continues where another statement went over to a second account.</summary>
    public void Continue(OfxStatementBuilder previous, OfxAccount account)
    {
        _currency = previous._currency;
        _account.CopyFrom(account);
    }

    public void Add(StatementTransaction transaction, int at, bool hadEndTag)
    {
        EndPart();
        (transaction.IsPending ? _pending : _transactions).Add(transaction);
        if (transaction is { IsPending: false, Id: null } && _withoutId++ == 0)
            _firstWithoutId = at;
        if (!hadEndTag && _withoutEnd++ == 0)
            _firstWithoutEnd = at;
    }

    public Statement Build()
    {
        EndPart();
        Tell();
        return new Statement
        {
            Account = _account.Build(Opener),
            Currency = _currency,
            From = _from,
            To = _to,
            LedgerBalance = _ledger,
            AvailableBalance = _available,
            Transactions = _transactions,
            PendingTransactions = _pending,
        };
    }

    private void Tell()
    {
        if (_currency is null)
            log.Warn(StatementProblemCode.CurrencyMissing, position, "The statement does not say which currency it is in (CURDEF).");
        if (_account.Number is null)
            log.Warn(StatementProblemCode.AccountMissing, position, "The statement does not give its account number (ACCTID).");
        if (_withoutId > 0)
            log.Warn(StatementProblemCode.IdMissing, _firstWithoutId, $"{Transactions(_withoutId)} no id (FITID); this is the first.");
        if (_withoutEnd > 0)
            log.Warn(StatementProblemCode.EndTagMissing, _firstWithoutEnd, $"{Transactions(_withoutEnd)} no end tag; this is the first.");
    }

    private static string Transactions(int count) => count == 1 ? "1 transaction has" : $"{count} transactions have";

    private void EndPart()
    {
        if (_balance is { } balance)
        {
            _balance = null;
            if (balance.Amount is { } amount)
                SetBalance(new StatementBalance { Amount = amount, AsOf = balance.AsOf?.Date, AsOfInstant = balance.AsOf?.Instant });
            else if (!balance.IsTold)
                log.Warn(StatementProblemCode.BalanceMissing, balance.Position, $"{OfxTags.NameOf(balance.Tag)} has no amount (BALAMT).");
        }
        _part = Part.Own;
    }

    private void SetBalance(StatementBalance balance)
    {
        if (_part == Part.Ledger)
            _ledger ??= balance;
        else
            _available ??= balance;
    }

    private void SetBalanceAmount(in OfxElement element)
    {
        if (_balance!.Amount is not null)
            return;
        var amount = values.Amount(element);
        if (amount.IsUsable)
            _balance.Amount = amount.Value;
        if (OfxTransactionBuilder.Describe(amount, element, values) is not { } problem)
            return;
        if (amount.IsUsable)
            log.Warn(problem.Code, element.Position, problem.Text + ".");
        else
            log.Error(problem.Code, element.Position, problem.Text + "; the balance was left out.");
        _balance.IsTold = true;
    }

    private void SetBalanceDate(in OfxElement element)
    {
        if (_balance!.AsOf is null)
            _balance.AsOf = Date(element);
    }

    private void SetCurrency(in OfxElement element)
    {
        _currency ??= OfxTransactionBuilder.CurrencyCode(values.Text(element));
    }

    // Several transaction lists in one statement: the period is from the first day of any to the last day of any.
    private void SetPeriod(in OfxElement element)
    {
        if (Date(element)?.Date is not { } date)
            return;
        if (element.Tag == OfxTag.DtStart)
            _from = _from is { } from && from < date ? from : date;
        else
            _to = _to is { } to && to > date ? to : date;
    }

    private OfxDate? Date(in OfxElement element)
    {
        var date = values.Date(element);
        if (date is null && values.Text(element) is { } text && !OfxDate.IsNone(text))
            log.Warn(StatementProblemCode.DateUnreadable, element.Position, $"{element.Name} {values.Shown(element)} is not a date.");
        return date;
    }

    private sealed class BalanceBuilder(OfxTag tag, int position)
    {
        public OfxTag Tag { get; } = tag;

        public int Position { get; } = position;

        public decimal? Amount { get; set; }

        public OfxDate? AsOf { get; set; }

        public bool IsTold { get; set; }
    }
}

/// <summary>A BANKACCTFROM or CCACCTFROM as far as it has been read. The first value of a field counts.</summary>
internal sealed class OfxAccount(OfxTag opener, int position)
{
    private string? _bankId, _branchId, _type;

    public OfxTag Opener { get; set; } = opener;

    public int Position { get; } = position;

    public string? Number { get; private set; }

    public bool IsNamed => Number is not null;

    public void Set(OfxTag tag, string? text)
    {
        switch (tag)
        {
            case OfxTag.BankId: _bankId ??= text; break;
            case OfxTag.BranchId: _branchId ??= text; break;
            case OfxTag.AcctId: Number ??= text; break;
            case OfxTag.AcctType: _type ??= text?.ToUpperInvariant(); break;
        }
    }

    public void CopyFrom(OfxAccount other) =>
        (Opener, _bankId, _branchId, Number, _type) = (other.Opener, other._bankId, other._branchId, other.Number, other._type);

    /// <summary>The account. It is a card when the statement's tag or its own says so.</summary>
    public StatementAccount Build(OfxTag statement)
    {
        var isCard = statement == OfxTag.CcStmtRs || Opener == OfxTag.CcAcctFrom;
        return new StatementAccount
        {
            Kind = isCard ? StatementAccountKind.CreditCard : StatementAccountKind.Bank,
            Type = _type,
            BankId = _bankId,
            BranchId = _branchId,
            Number = Number,
        };
    }
}
