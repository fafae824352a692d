namespace Tributary.Statements.Ofx;

/// <summary>
/// Reads the statements of an OFX file in one pass. Tags that open or close something known move a few fields of state; there
/// is no tree and no stack, so order, missing end tags and depth of nesting do not matter. Unknown tags are passed over.
/// </summary>
internal sealed class OfxReader
{
    private const int MostStatements = 10_000;

    private readonly SourceBytes _source;
    private readonly ProblemLog _log;
    private readonly OfxValues _values;
    private readonly OfxSurroundings _surroundings;
    private readonly OfxTransactionBuilder _builder;
    private readonly List<Statement> _statements = [];
    private OfxStatementBuilder? _statement;

    // The builder while a transaction is open.
    private OfxTransactionBuilder? _transaction;
    private OfxHeader? _header;

    // A kind of statement that is not read: everything within it is passed over.
    private OfxTag _passedOver;
    private int _headerStart;
    private bool _isDocumentOpen;
    private bool _isPendingList;
    private bool _hasTooManyStatements;
    private long _lookAhead;

    public OfxReader(SourceBytes source, ProblemLog log)
    {
        _source = source;
        _log = log;
        _values = new OfxValues(log, source);
        _surroundings = new OfxSurroundings(_values);
        _builder = new OfxTransactionBuilder(_values, log);
    }

    public StatementReadResult Read(CancellationToken cancellationToken)
    {
        var bytes = _source.Bytes.Span;
        if (_source.HadNuls)
            _log.Warn(StatementProblemCode.NulBytes, 0, "The file has NUL bytes; they were left out.");
        _lookAhead = 8L * bytes.Length;
        var tokens = new OfxTokenizer(bytes, _log);
        for (var count = 0; tokens.Read(); count++)
        {
            if (count % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            if (tokens.IsEndTag)
                End(tokens.Tag, tokens.End);
            else
                Start(ref tokens);
        }
        Finish(bytes, tokens.IsCutShort);
        return new StatementReadResult
        {
            Format = (_header ?? OfxHeader.Read(bytes)).FormatName(),
            Institution = _surroundings.Institution,
            Statements = _statements,
            Problems = _log.Finish(),
        };
    }

    private void Start(ref OfxTokenizer tokens)
    {
        var element = new OfxElement(tokens.Tag, tokens.Text, tokens.Start);
        if (tokens.Tag == OfxTag.Unknown)
        {
            if (_transaction is not null && tokens.MayBeAggregate)
                tokens.SkipAggregate(ref _lookAhead);
            return;
        }
        ReadHeader(element);
        if (!OpenStructure(element))
            Content(element);
        if (tokens.IsSelfClosed)
            End(tokens.Tag, tokens.End);
    }

    // The first tag that is known ends the header; in a file of several documents, so does each <OFX>.
    private void ReadHeader(in OfxElement element)
    {
        if (_header is not null && element.Tag != OfxTag.Ofx)
            return;
        var header = OfxHeader.Read(_source.Bytes.Span[_headerStart..element.Position]);
        _header ??= header;
        _values.Declare(header.Charset, _headerStart);
        _headerStart = element.Position;
    }

    // Tags that begin something, and so end what is still open.
    private bool OpenStructure(in OfxElement element)
    {
        switch (element.Tag)
        {
            case OfxTag.Ofx:
                CloseStatement();
                _passedOver = OfxTag.Unknown;
                _isDocumentOpen = true;
                return true;
            case >= OfxTag.SignOnMsgsRsV1 and <= OfxTag.ProfMsgsRsV1 or >= OfxTag.StmtTrnRs and <= OfxTag.ProfTrnRs:
                CloseStatement();
                _passedOver = OfxTag.Unknown;
                _surroundings.Enter(element.Tag, element.Position);
                return true;
            case OfxTag.StmtRs or OfxTag.CcStmtRs:
                OpenStatement(element);
                return true;
            case >= OfxTag.InvStmtRs and <= OfxTag.SecList:
                CloseStatement();
                _passedOver = element.Tag;
                _surroundings.Enter(element.Tag, element.Position);
                return true;
            case OfxTag.StmtTrn or OfxTag.StmtTrnP when _passedOver == OfxTag.Unknown:
                OpenTransaction(element);
                return true;
            default:
                return false;
        }
    }

    private void Content(in OfxElement element)
    {
        if (_passedOver != OfxTag.Unknown)
            return;
        if (_transaction is not null && EndsTransaction(element.Tag))
            CloseTransaction(hasEndTag: false);
        SettleAccount(element.Tag);
        if (_transaction is not null)
        {
            _transaction.Start(element);
            return;
        }
        if (_statement is null && element.Tag is (OfxTag.BankTranList or OfxTag.BankTranListP or OfxTag.BankAcctFrom or OfxTag.CcAcctFrom))
            OpenStatement(element);
        if (element.Tag is OfxTag.BankTranList or OfxTag.BankTranListP)
            _isPendingList = element.Tag == OfxTag.BankTranListP;
        if (OfxSurroundings.Takes(element.Tag))
            _surroundings.Start(element);
        else
            _statement?.Start(element);
    }

    private static bool EndsTransaction(OfxTag tag) => tag is OfxTag.LedgerBal or OfxTag.AvailBal or OfxTag.BalList
        or OfxTag.BankTranList or OfxTag.BankTranListP or OfxTag.SonRs;

    private void End(OfxTag tag, int end)
    {
        if (_passedOver != OfxTag.Unknown)
        {
            if (tag == _passedOver)
                _passedOver = OfxTag.Unknown;
            else if (tag != OfxTag.Ofx)
                return;
        }
        switch (tag)
        {
            case OfxTag.StmtTrn or OfxTag.StmtTrnP:
                CloseTransaction(hasEndTag: true);
                break;
            case OfxTag.BankTranList or OfxTag.BankTranListP:
                CloseTransaction(hasEndTag: false);
                _isPendingList = false;
                break;
            case OfxTag.StmtRs or OfxTag.CcStmtRs or OfxTag.StmtTrnRs or OfxTag.CcStmtTrnRs:
            case OfxTag.BankMsgsRsV1 or OfxTag.CreditCardMsgsRsV1:
                CloseStatement();
                break;
            case OfxTag.Ofx:
                CloseStatement();
                _passedOver = OfxTag.Unknown;
                _isDocumentOpen = false;
                _headerStart = end;
                break;
            default:
                EndWithin(tag);
                break;
        }
    }

    private void EndWithin(OfxTag tag)
    {
        _surroundings.End(tag);
        if (_transaction is not null)
            return;
        _statement?.End(tag);
        SettleAccount(tag);
    }

    // Once a second account has been read, what follows belongs to that one.
    private void SettleAccount(OfxTag tag)
    {
        var isWithinAccount = tag is OfxTag.BankId or OfxTag.BranchId or OfxTag.AcctId or OfxTag.AcctType or OfxTag.Unknown;
        if (!isWithinAccount && _statement?.TakeOtherAccount() is { } other)
            ContinueUnder(other);
    }

    private void OpenStatement(in OfxElement element)
    {
        CloseStatement();
        _passedOver = OfxTag.Unknown;
        _statement = new OfxStatementBuilder(_values, _log, element.Tag, element.Position);
    }

    private void ContinueUnder(OfxAccount account)
    {
        var previous = _statement!;
        var at = account.Position;
        const string Told = "The statement names a second account; what follows was made a statement of its own.";
        _log.Warn(StatementProblemCode.AccountChanged, at, Told);
        CloseStatement();
        _statement = new OfxStatementBuilder(_values, _log, previous.Opener, at);
        _statement.Continue(previous, account);
    }

    private void CloseStatement()
    {
        CloseTransaction(hasEndTag: false);
        _isPendingList = false;
        if (_statement is not { } statement)
            return;
        _statement = null;
        if (!statement.HasContent)
            return;
        if (_statements.Count < MostStatements)
            _statements.Add(statement.Build());
        else
            _hasTooManyStatements = true;
    }

    private void OpenTransaction(in OfxElement element)
    {
        CloseTransaction(hasEndTag: false);
        SettleAccount(element.Tag);
        if (_statement is null)
            OpenStatement(element);
        var isPending = _isPendingList || element.Tag == OfxTag.StmtTrnP;
        _transaction = _builder;
        _transaction.Begin(element.Position, _source.Locate(element.Position).Line, isPending);
    }

    private void CloseTransaction(bool hasEndTag)
    {
        if (_transaction is not { } transaction)
            return;
        _transaction = null;
        if (transaction.Build() is { } built)
            _statement!.Add(built, transaction.Position, hasEndTag);
        else
            _statement!.LeaveOut();
    }

    private void Finish(ReadOnlySpan<byte> bytes, bool isCutShort)
    {
        if (_transaction is { } half)
        {
            _transaction = null;
            var line = _source.Locate(half.Position).Line;
            var text = $"The file ends within the transaction that starts at line {line}, which was left out.";
            _log.ErrorForFile(StatementProblemCode.FileTruncated, text, bytes.Length);
        }
        else if (_statement is { IsExplicit: true } || _isDocumentOpen || isCutShort)
        {
            const string Text = "The file ends before it is complete; whatever came before was kept.";
            _log.ErrorForFile(StatementProblemCode.FileTruncated, Text, bytes.Length);
        }
        CloseStatement();
        if (_hasTooManyStatements)
        {
            var text = $"The file has more than {MostStatements} statements; the rest were left out.";
            _log.ErrorForFile(StatementProblemCode.TooManyStatements, text);
        }
        if (_statements.Count == 0)
            _surroundings.TellWhatThereIs(_log);
        else
            _surroundings.TellWhatElseThereIs(_log);
    }
}
