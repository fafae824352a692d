namespace Tributary.Storage;

/// <summary>Why a store cannot be opened.</summary>
public enum StoreRefusal
{
    /// <summary>The operating system's SQLite library is not installed.</summary>
    LibraryMissing,

    /// <summary>The operating system's SQLite library is older than this program needs.</summary>
    LibraryTooOld,

    /// <summary>The file or database is something else.</summary>
    NotAStore,

    /// <summary>The file is torn: cut short or altered from outside.</summary>
    Damaged,

    /// <summary>A newer program has changed the schema to one this program does not know.</summary>
    NewerSchema,

    /// <summary>The schema has a known number and was made by other statements than this program's.</summary>
    ForeignSchema,

    /// <summary>The file or its folder, or the database, cannot be written, or cannot be read.</summary>
    Unwritable,

    /// <summary>Another program holds the file locked, or works on the database.</summary>
    InUse,

    /// <summary>The connection string cannot be read, or leads to a database that cannot hold a store.</summary>
    Misconfigured,

    /// <summary>The database server does not answer.</summary>
    Unreachable,

    /// <summary>The database server refuses the user, the password, or what the user wants to do.</summary>
    AccessDenied,

    /// <summary>The database server has no such database.</summary>
    DatabaseMissing,

    /// <summary>Something is already where a store was to be put.</summary>
    InTheWay,
}

/// <summary>A store cannot be opened. Nothing has been changed, neither in it nor beside it.</summary>
public sealed class StoreRefusedException : Exception
{
    /// <summary>Refuses to open a store.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">One sentence for people, which names the file or database, and never a password.</param>
    /// <param name="cause">The exception behind it, for the log.</param>
    public StoreRefusedException(StoreRefusal reason, string message, Exception? cause = null)
        : base(message, cause) => Reason = reason;

    /// <summary>Why the store cannot be opened.</summary>
    public StoreRefusal Reason { get; }
}
