using Tributary.Core.Institutions;
using Tributary.Core.Transactions;

namespace Tributary.Faces.Finicity.Institutions;

/// <summary>What a search of the directory asks for, the same in every version.</summary>
internal static class InstitutionSearch
{
    private const int UsualLimit = 25;
    private const int MostLimit = 1000;

    /// <summary>The page wanted, and whether there is more behind it. A star asks for everything at once, whatever start and limit say.</summary>
    public static async Task<(Page<Institution> Page, bool HasMore)> FindAsync(FinicityCall call, InstitutionDirectory directory, bool onlySupported = false)
    {
        var text = call.Query("search");
        if (text == "*")
            return (await directory.SearchAsync(text, 0, int.MaxValue, onlySupported), false);
        var paging = Paging.Of(call, UsualLimit, MostLimit);
        var found = await directory.SearchAsync(text, paging.Skip, paging.Take, onlySupported);
        return (found, paging.HasMore(found.Total));
    }
}
