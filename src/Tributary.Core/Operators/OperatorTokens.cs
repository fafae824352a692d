using System.Security.Cryptography;
using Tributary.Core.Errors;
using Tributary.Core.Secrets;
using Tributary.Core.Store;

namespace Tributary.Core.Operators;

/// <summary>Makes and checks the tokens with which operators' programs call Tributary's own API.</summary>
public sealed class OperatorTokens(IStore store, TimeProvider clock)
{
    private byte[]? _localHash;

    /// <summary>
    /// Makes the token of this run, known only to commands of the same user on this machine. It is never stored and ends with
    /// the process.
    /// </summary>
    /// <returns>The token.</returns>
    public Secret CreateForThisRun()
    {
        var token = NewToken();
        _localHash = Hash(token);
        return token;
    }

    /// <summary>Makes a lasting token.</summary>
    /// <param name="name">What the operator calls it, up to 100 characters.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The token, which nobody can ask for again.</returns>
    /// <exception cref="TributaryException"><c>operator-token.taken</c>, <c>request.parameter-missing</c>, <c>request.parameter-invalid</c>.</exception>
    public async Task<Secret> CreateAsync(string name, CancellationToken cancellationToken)
    {
        GivenName.Require("name", name, maxLength: 100);
        var token = NewToken();
        var added = await store.WriteAsync(
            tx => tx.TryAddOperatorTokenAsync(new OperatorToken(name, Hash(token), clock.GetUtcNow())), cancellationToken);
        return added ? token : throw new TributaryException(ErrorCatalogue.OperatorTokenTaken, name);
    }

    /// <summary>All lasting tokens, by name.</summary>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>The tokens, without their values.</returns>
    public Task<IReadOnlyList<OperatorToken>> ListAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(reader => reader.ListOperatorTokensAsync(), cancellationToken);

    /// <summary>Ends a lasting token.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException"><c>operator-token.not-found</c>.</exception>
    public async Task RevokeAsync(string name, CancellationToken cancellationToken)
    {
        if (!await store.WriteAsync(tx => tx.TryDeleteOperatorTokenAsync(name), cancellationToken))
            throw new TributaryException(ErrorCatalogue.OperatorTokenNotFound, name);
    }

    /// <summary>Lets a valid token pass.</summary>
    /// <param name="token">The token presented; null where there is none.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A task.</returns>
    /// <exception cref="TributaryException"><c>operator-token.rejected</c>.</exception>
    public async Task AuthorizeAsync(Secret? token, CancellationToken cancellationToken)
    {
        if (token is not null && !token.IsEmpty)
        {
            var hash = Hash(token);
            if (_localHash is not null && CryptographicOperations.FixedTimeEquals(hash, _localHash))
                return;
            if (await store.ReadAsync(reader => reader.FindOperatorTokenAsync(hash), cancellationToken) is not null)
                return;
        }

        throw new TributaryException(ErrorCatalogue.OperatorTokenRejected);
    }

    private static Secret NewToken() => new("trb_" + RandomText.LettersAndDigits(36));

    private static byte[] Hash(Secret token) => SHA256.HashData(token.RevealBytes());
}
