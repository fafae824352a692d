namespace Tributary.Core.Institutions.Search;

/// <summary>Where in an institution a word stands.</summary>
internal enum TermField
{
    Name = 0,
    Place = 1,
    Web = 2,
    Initials = 3,
}

/// <summary>A word's place in one institution, in 32 bits: the institution's number, the field, and which word of the field it is.</summary>
internal readonly record struct Posting(uint Value)
{
    private const int MostPosition = 63;

    public Posting(int institution, TermField field, int position)
        : this(((uint)institution << 8) | ((uint)field << 6) | (uint)Math.Min(position, MostPosition))
    {
    }

    /// <summary>As many institutions as a posting can number.</summary>
    public const int MostInstitutions = 1 << 24;

    public int Institution => (int)(Value >> 8);

    public TermField Field => (TermField)((Value >> 6) & 3);

    public int Position => (int)(Value & MostPosition);
}
