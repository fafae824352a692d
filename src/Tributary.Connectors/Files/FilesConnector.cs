using Tributary.Core.Connectors;
using Tributary.Core.Errors;
using Tributary.Core.Imports;
using Tributary.Core.Institutions;

namespace Tributary.Connectors.Files;

/// <summary>
/// The institution that imported statement files belong to. It is unlisted and has no login form, since nobody signs in to it; what brings
/// its accounts up to date is another file.
/// </summary>
public sealed class FilesConnector : IConnector
{
    /// <summary>The directory's entry for accounts that come from statement files.</summary>
    public static Institution StatementFiles { get; } = new()
    {
        Id = StatementImporter.StatementFiles,
        Name = "Statement files",
        SpecialText = "Accounts that come from statement files. Import another file to bring them up to date.",
        IsListed = false,
    };

    /// <inheritdoc/>
    public IReadOnlyList<Institution> Institutions { get; } = [StatementFiles];

    /// <summary>Refuses with <c>login.action-required</c>: the customer must fetch another file.</summary>
    /// <inheritdoc/>
    public Task<SignInResult> SignInAsync(SignInRequest request, IChallenger challenger, CancellationToken cancellationToken) =>
        Task.FromResult<SignInResult>(new SignInResult.Refused(ErrorCatalogue.ActionRequired));
}
