using Tributary.Statements.Ofx;

namespace Tributary.Statements;

/// <summary>
/// The front door for statement files: finds the format by content, never by file name, and reads what is there.
/// Reads the OFX family (OFX and QFX, 1.x SGML and 2.x XML; bank and credit-card statements).
/// </summary>
/// <remarks>
/// Whatever the bytes are, the outcome is a <see cref="StatementReadResult"/>: a file that is no statement has no
/// <see cref="StatementReadResult.Statements"/> and one error that says what it looks like. Time grows linearly with the
/// file, and <see cref="StatementReadOptions"/> bounds memory. The methods are safe for concurrent use.
/// </remarks>
public static class StatementFile
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>Reads a statement file that is in memory.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static StatementReadResult Read(
        ReadOnlyMemory<byte> file, StatementReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= StatementReadOptions.Default;
        if (file.Length > options.MaxBytes)
            return TooLarge(options);
        var source = SourceBytes.From(file);
        var log = new ProblemLog(source, options.MaxProblems);
        if (FileKind.Of(source.Bytes.Span) is { } other)
        {
            log.ErrorForFile(other.Code, other.Text);
            return new StatementReadResult { Problems = log.Finish() };
        }
        return new OfxReader(source, log).Read(cancellationToken);
    }

    /// <summary>Reads a statement file from where the stream stands to its end. The stream stays open.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="IOException">The stream could not be read.</exception>
    public static StatementReadResult Read(
        Stream file, StatementReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= StatementReadOptions.Default;
        var buffer = new byte[FirstLength(options)];
        var length = 0;
        for (int read; (read = file.Read(buffer, length, buffer.Length - length)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((length += read) > options.MaxBytes)
                return TooLarge(options);
            buffer = WithRoom(buffer, length, options);
        }
        return Read(buffer.AsMemory(0, length), options, cancellationToken);
    }

    /// <summary>Reads a statement file from where the stream stands to its end. The stream stays open.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="IOException">The stream could not be read.</exception>
    public static async Task<StatementReadResult> ReadAsync(
        Stream file, StatementReadOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        options ??= StatementReadOptions.Default;
        var buffer = new byte[FirstLength(options)];
        var length = 0;
        for (int read; (read = await file.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0;)
        {
            if ((length += read) > options.MaxBytes)
                return TooLarge(options);
            buffer = WithRoom(buffer, length, options);
        }
        return Read(buffer.AsMemory(0, length), options, cancellationToken);
    }

    // One byte more than allowed is enough to know that a stream is too long.
    private static int FirstLength(StatementReadOptions options) => (int)Math.Min(FirstBuffer, options.MaxBytes + 1L);

    private static byte[] WithRoom(byte[] buffer, int length, StatementReadOptions options)
    {
        if (length == buffer.Length && length <= options.MaxBytes)
            Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, options.MaxBytes + 1L));
        return buffer;
    }

    private static StatementReadResult TooLarge(StatementReadOptions options) => new()
    {
        Problems =
        [
            new StatementProblem
            {
                Severity = StatementProblemSeverity.Error,
                Code = StatementProblemCode.FileTooLarge,
                Text = $"The file is larger than the {options.MaxBytes} bytes that may be read; nothing was read.",
            },
        ],
    };
}
