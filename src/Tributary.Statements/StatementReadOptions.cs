namespace Tributary.Statements;

/// <summary>The bounds of one reading.</summary>
public sealed record StatementReadOptions
{
    private readonly int _maxBytes = 64 * 1024 * 1024;
    private readonly int _maxProblems = 1000;

    /// <summary>The bounds used where none are given.</summary>
    public static StatementReadOptions Default { get; } = new();

    /// <summary>
    /// The longest file that is read, in bytes; a longer one gives <see cref="StatementProblemCode.FileTooLarge"/>. 64 MiB unless
    /// set. Memory stays within a small multiple of the file's length.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1, or more than an array can hold.</exception>
    public int MaxBytes
    {
        get => _maxBytes;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, Array.MaxLength);
            _maxBytes = value;
        }
    }

    /// <summary>How many problems are listed; the rest are only counted, in one last problem. 1,000 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1.</exception>
    public int MaxProblems
    {
        get => _maxProblems;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _maxProblems = value;
        }
    }
}
