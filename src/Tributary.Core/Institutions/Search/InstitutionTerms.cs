namespace Tributary.Core.Institutions.Search;

/// <summary>A word under which an institution is found.</summary>
/// <param name="Text">The word, folded.</param>
/// <param name="Field">Where it stands.</param>
/// <param name="Position">Which word of its field it is.</param>
/// <param name="IsWritten">Whether it stands there itself; otherwise it is another reading of a word that does.</param>
internal readonly record struct Term(string Text, TermField Field, int Position, bool IsWritten);

/// <summary>The words under which an institution is found, the most telling field first.</summary>
internal static class InstitutionTerms
{
    private const int MostNameWords = 32;
    private const int LongestWord = 64;

    public static void Collect(Institution institution, List<Term> terms)
    {
        terms.Clear();
        var words = CollectName(institution.Name, terms);
        CollectInitials(words, terms);
        CollectPlace(institution.Address, terms);
        CollectWeb(institution, terms);
    }

    private static List<string> CollectName(string name, List<Term> terms)
    {
        var written = new List<string>();
        foreach (var word in SearchText.Words(SearchText.Fold(name)).Take(MostNameWords))
        {
            var text = word.Length > LongestWord ? word[..LongestWord] : word;
            var meant = Vocabulary.WriteOut(text);
            foreach (var part in meant)
            {
                Add(part, TermField.Name, written.Count, isWritten: true);
                written.Add(part);
            }

            if (meant.Count > 1 || !string.Equals(meant[0], text, StringComparison.Ordinal))
                Add(text, TermField.Name, written.Count - 1, isWritten: false);
            foreach (var other in Vocabulary.AlternativesOf(text))
                Add(other, TermField.Name, written.Count - 1, isWritten: false);
        }

        foreach (var piece in SearchText.Pieces(name))
        {
            foreach (var part in piece.Length is > 1 and <= LongestWord ? Vocabulary.WriteOut(piece) : [])
                Add(part, TermField.Name, 62, isWritten: false);
        }

        return written;

        void Add(string text, TermField field, int position, bool isWritten) => terms.Add(new Term(text, field, position, isWritten));
    }

    /// <summary>First letters of the name's words, as people shorten long names; with and without what a name may end in.</summary>
    private static void CollectInitials(List<string> words, List<Term> terms)
    {
        if (words.Count is < 3 or > 9)
            return;
        terms.Add(new Term(string.Concat(words.Select(word => word[0])), TermField.Initials, 0, IsWritten: true));
        if (words[^1] is "na" or "inc" or "corporation" or "company" or "llc" && words.Count > 3)
            terms.Add(new Term(string.Concat(words.SkipLast(1).Select(word => word[0])), TermField.Initials, 0, IsWritten: true));
    }

    private static void CollectPlace(PostalAddress address, List<Term> terms)
    {
        var position = 0;
        foreach (var word in SearchText.Words(SearchText.Fold(address.City ?? "")).Take(6))
        {
            terms.Add(new Term(word, TermField.Place, position, IsWritten: true));
            foreach (var other in Vocabulary.WriteOut(word).Concat(Vocabulary.AlternativesOf(word)))
                terms.Add(new Term(other, TermField.Place, position, IsWritten: false));
            position++;
        }

        if (string.IsNullOrWhiteSpace(address.State))
            return;
        var state = SearchText.Fold(address.State).Trim();
        foreach (var word in SearchText.Words(state).Concat(SearchText.Words(Vocabulary.StateOf(state) ?? "")).Take(4))
            terms.Add(new Term(word, TermField.Place, position++, IsWritten: true));
    }

    private static void CollectWeb(Institution institution, List<Term> terms)
    {
        foreach (var address in new[] { institution.HomeUrl, institution.LogonUrl, institution.Ofx?.Url })
        {
            if (WebAddress.HostOf(address) is not { } host || host.Length > LongestWord * 2)
                continue;
            var domain = WebAddress.DomainOf(host);
            terms.Add(new Term(domain, TermField.Web, 0, IsWritten: true));
            if (!string.Equals(domain, host, StringComparison.Ordinal))
                terms.Add(new Term(host, TermField.Web, 1, IsWritten: true));
        }
    }
}
