using Tributary.Core.Accounts;
using Tributary.Core.Positions;
using Tributary.Core.Store;

namespace Tributary.Faces.Finicity.Accounts;

/// <summary>Accounts with what they hold, as they stood in one state of the store.</summary>
/// <param name="Accounts">The accounts, in the order in which they are told.</param>
/// <param name="Positions">The positions of those that have any, in order of id.</param>
internal sealed record ListedAccounts(IReadOnlyList<Account> Accounts, ILookup<AccountId, Position> Positions)
{
    private static readonly ILookup<AccountId, Position> None = Array.Empty<Position>().ToLookup(position => position.AccountId);

    /// <summary>Accounts of which nobody is told what they hold.</summary>
    public static ListedAccounts WithoutPositions(IEnumerable<Account> accounts) => new([.. accounts], None);

    /// <summary>Reads what accounts hold: at once for all of them, and not at all where none can hold anything.</summary>
    public static async Task<ListedAccounts> ReadAsync(IStoreReader store, IEnumerable<Account> accounts)
    {
        Account[] all = [.. accounts];
        Account[] holding = [.. all.Where(MayHold)];
        if (holding.Length == 0)
            return WithoutPositions(all);
        var positions = await store.ListPositionsAsync(holding[0].CustomerId, holding.Length == 1 ? holding[0].Id : null);
        return new ListedAccounts(all, positions.ToLookup(position => position.AccountId));
    }

    // An account of which nobody told the type may be a portfolio.
    private static bool MayHold(Account account) =>
        account.Type.Kind() is AccountKind.Investment or AccountKind.Other || account.Detail is InvestmentDetail;
}
