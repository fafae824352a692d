namespace Tributary.Faces.AggCat.Format;

/// <summary>
/// The offset that every instant on this wire has. The service was at home on the Pacific coast, and a Ruby program of its day reads
/// negative offsets only; ours is the same all year, so that it depends on no table of time zones.
/// </summary>
internal static class PacificTime
{
    /// <summary>Pacific standard time.</summary>
    public static readonly TimeSpan Offset = TimeSpan.FromHours(-8);

    /// <summary>The midnight a day begins with.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);
}
