namespace Tributary.Core.Institutions;

/// <summary>An institution that an import brought, as the store keeps it.</summary>
/// <param name="Institution">The institution.</param>
/// <param name="Source">The list it is from; an import speaks for its own list alone.</param>
/// <param name="SourceKey">What the list knows it by; a later import finds the institution again by it.</param>
public sealed record StoredInstitution(Institution Institution, string Source, string SourceKey);
