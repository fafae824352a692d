using Tributary.Core.Customers;
using Tributary.Core.Partners;

namespace Tributary.Core.SignOn;

/// <summary>A file of what changed among a partner's customers.</summary>
/// <param name="Id">Its id.</param>
/// <param name="PartnerId">Whose.</param>
/// <param name="Name">Its name, unique a partner.</param>
/// <param name="MadeAt">When it was made; it tells what changed up to then.</param>
/// <param name="IsDeleted">Whether it was deleted; nothing is left of its content.</param>
public sealed record BatchFile(long Id, PartnerId PartnerId, string Name, DateTimeOffset MadeAt, bool IsDeleted);

/// <summary>A part of a batch file. It goes with its customer.</summary>
/// <param name="Number">Its place among the parts.</param>
/// <param name="CustomerId">Whose data it holds; null for what frames them.</param>
/// <param name="Content">Its bytes.</param>
public sealed record BatchPart(int Number, CustomerId? CustomerId, byte[] Content);
