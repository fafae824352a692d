namespace Tributary.Statements.Ofx;

/// <summary>
/// What stands around statements: the sign-on with the institution's name, the status of each answer, and answers of kinds that
/// are not read. From these comes the one clear sentence for a file without statements.
/// </summary>
internal sealed class OfxSurroundings(OfxValues values)
{
    private const int LongestMessage = 200;

    // In the order in which they explain best why there is no statement.
    private static readonly (OfxTag Tag, string Code, string What)[] Kinds =
    [
        (OfxTag.InvStmtRs, StatementProblemCode.StatementNotRead, "investment statements, which are not read yet"),
        (OfxTag.LoanStmtRs, StatementProblemCode.StatementNotRead, "loan statements, which are not read yet"),
        (OfxTag.StmtEndRs, StatementProblemCode.StatementNotRead, "closing statements, which are not read yet"),
        (OfxTag.CcStmtEndRs, StatementProblemCode.StatementNotRead, "closing statements of a card, which are not read yet"),
        (OfxTag.AcctInfoRs, StatementProblemCode.NoStatement, "a list of accounts and no statement"),
        (OfxTag.ProfRs, StatementProblemCode.NoStatement, "an institution's profile and no statement"),
        (OfxTag.SecList, StatementProblemCode.NoStatement, "a list of securities and no statement"),
        (OfxTag.SonRs, StatementProblemCode.NoStatement, "the answer to a sign-on and no statement"),
    ];

    private readonly Dictionary<OfxTag, int> _firstAt = [];
    private Status? _status, _failure;
    private OfxTag _owner;

    public StatementInstitution Institution { get; private set; } = new();

    /// <summary>Whether a tag is dealt with here even within a statement.</summary>
    public static bool Takes(OfxTag tag) => tag is OfxTag.SonRs or OfxTag.Fi or OfxTag.Org or OfxTag.Fid or OfxTag.IntuBid
        or OfxTag.Status or OfxTag.Code or OfxTag.Severity or OfxTag.Message;

    /// <summary>Notes an answer or its wrapper; the next status is about it.</summary>
    public void Enter(OfxTag tag, int position)
    {
        EndStatus();
        _owner = tag;
        _firstAt.TryAdd(tag, position);
    }

    public void Start(in OfxElement element)
    {
        switch (element.Tag)
        {
            case OfxTag.SonRs:
                Enter(OfxTag.SonRs, element.Position);
                break;
            case OfxTag.Status:
                EndStatus();
                _status = new Status(_owner, element.Position);
                break;
            case OfxTag.Code when _status is not null:
                _status.Code ??= values.Text(element);
                break;
            case OfxTag.Severity when _status is not null:
                _status.Severity ??= values.Text(element);
                break;
            case OfxTag.Message when _status is not null:
                _status.Message ??= values.Text(element);
                break;
            case OfxTag.Org when Institution.Organization is null:
                Institution = Institution with { Organization = values.Text(element) };
                break;
            case OfxTag.Fid when Institution.Id is null:
                Institution = Institution with { Id = values.Text(element) };
                break;
            case OfxTag.IntuBid when Institution.IntuitBankId is null:
                Institution = Institution with { IntuitBankId = values.Text(element) };
                break;
        }
    }

    public void End(OfxTag tag)
    {
        if (tag == OfxTag.Status)
            EndStatus();
    }

    /// <summary>Says what a file holds that has no statement.</summary>
    public void TellWhatThereIs(ProblemLog log)
    {
        EndStatus();
        if (_failure is { } failure)
        {
            var what = failure.Owner == OfxTag.SonRs ? "refused the sign-on" : "gave no statement";
            log.ErrorForFile(StatementProblemCode.StatusError, $"The institution {what}: {failure}.", failure.Position);
            return;
        }
        foreach (var (tag, code, what) in Kinds)
        {
            if (_firstAt.TryGetValue(tag, out var position))
            {
                log.ErrorForFile(code, $"The file holds {what}.", position);
                return;
            }
        }
        log.ErrorForFile(StatementProblemCode.NoStatement, "The file is OFX, but there is no statement in it.");
    }

    /// <summary>Says what a file holds beside the statements that were read.</summary>
    public void TellWhatElseThereIs(ProblemLog log)
    {
        EndStatus();
        if (_failure is { } failure)
            log.Warn(StatementProblemCode.StatusError, failure.Position, $"The institution answered a part with {failure}.");
        foreach (var (tag, code, what) in Kinds)
        {
            if (code == StatementProblemCode.StatementNotRead && _firstAt.TryGetValue(tag, out var position))
                log.Error(code, position, $"The file also holds {what}.");
        }
    }

    // When sign-on fails every other answer fails too: the first failure is the reason.
    private void EndStatus()
    {
        if (_status is { IsFailure: true })
            _failure ??= _status;
        _status = null;
    }

    private sealed class Status(OfxTag owner, int position)
    {
        public OfxTag Owner { get; } = owner;

        public int Position { get; } = position;

        public string? Code { get; set; }

        public string? Severity { get; set; }

        public string? Message { get; set; }

        public bool IsFailure => Severity is null
            ? int.TryParse(Code, out var code) && code >= 2000
            : Severity.Equals("ERROR", StringComparison.OrdinalIgnoreCase);

        public override string ToString()
        {
            var code = Code is { Length: <= 6 } ? "status " + Code : "an error status";
            return Message is null ? code : $"{code} ({Message[..Math.Min(Message.Length, LongestMessage)]})";
        }
    }
}
