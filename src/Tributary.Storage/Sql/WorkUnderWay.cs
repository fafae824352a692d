namespace Tributary.Storage.Sql;

/// <summary>Finds out work that calls its own store again instead of using the reader or writer it was given.</summary>
internal sealed class WorkUnderWay
{
    // Follows the flow of the caller, also into tasks begun there, which may outlive the work.
    private readonly AsyncLocal<Piece?> _current = new();

    /// <summary>Begins a piece of work, until what is returned is disposed.</summary>
    /// <exception cref="InvalidOperationException">The caller is inside another piece of work of the same store.</exception>
    public IDisposable Begin()
    {
        if (_current.Value is { IsOver: false })
        {
            throw new InvalidOperationException(
                "The store is used from inside its own work, where a writer would wait for itself for ever; use the reader or writer that the work was given.");
        }

        return _current.Value = new Piece();
    }

    private sealed class Piece : IDisposable
    {
        public bool IsOver { get; private set; }

        public void Dispose() => IsOver = true;
    }
}
