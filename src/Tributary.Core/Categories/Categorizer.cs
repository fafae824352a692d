using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tributary.Core.Transactions;

namespace Tributary.Core.Categories;

/// <summary>
/// Tells whom a transaction was with and what it was for, by rules that are read once. The first kind of rule that says something decides
/// (<see cref="CategoryRuleKind"/>); of two of one kind the one found in the description before the one in the memo, then the longer, then the
/// earlier in the text, then the later of two written alike. An operator's rules count before all that ship. May be used from many threads at once.
/// </summary>
public sealed class Categorizer
{
    // Counted up when the program itself comes to another answer from the same files, so that history is looked at again.
    private const string Edition = "2";

    private const int MostWords = 96;
    private const int Codes = 10_000;

    // Read when first asked: a server that starts and finds nothing to categorize does not pay for it.
    private readonly Lazy<Rules> _rules;

    private Categorizer(IReadOnlyList<CategoryRule> operators, string fingerprint)
    {
        _rules = new Lazy<Rules>(() => new Rules(operators));
        Fingerprint = fingerprint;
    }

    /// <summary>The rules that ship with the program.</summary>
    public static Categorizer Shipped { get; } = With(null);

    /// <summary>Names the rules: two categorizers of one fingerprint give one answer.</summary>
    public string Fingerprint { get; }

    /// <summary>How many rules there are.</summary>
    public int RuleCount => _rules.Value.All.Length;

    /// <summary>The rules that ship, and before them an operator's own.</summary>
    /// <param name="operators">The operator's file; null for none.</param>
    /// <returns>The categorizer.</returns>
    public static Categorizer With(CategoryRuleFile? operators)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Edition));
        foreach (var file in (string[])["categories.tsv", "payees.txt", "places.txt", .. ShippedRules.Files])
            hash.AppendData(ShippedRules.ReadBytes(file));
        foreach (var rule in operators?.Rules ?? [])
            hash.AppendData(Encoding.UTF8.GetBytes($"{rule.Category}|{rule.Kind}|{rule.Pattern}|{rule.Payee}|{rule.Sign}|{rule.On}\n"));
        return new Categorizer(operators?.Rules ?? [], Convert.ToHexStringLower(hash.GetHashAndReset())[..32]);
    }

    /// <summary>Tells whom a transaction was with and what it was for.</summary>
    /// <param name="facts">What is known of it.</param>
    /// <returns>The answer; <see cref="TransactionCategory.Uncategorized"/> where no rule says anything.</returns>
    public Categorization Categorize(in CategoryFacts facts) => Explain(facts).Categorization;

    /// <summary>The same with the rule that decided.</summary>
    /// <param name="facts">What is known of the transaction.</param>
    /// <returns>The answer, the rule that decided the category, and the one that named the payee; null where none did.</returns>
    public CategoryDecision Explain(in CategoryFacts facts)
    {
        Span<byte> symbols = stackalloc byte[FoldedText.MostSymbols];
        Span<FoldedWord> words = stackalloc FoldedWord[MostWords];
        var sign = Math.Sign(facts.Amount);
        var currency = facts.Currency.Code;
        var rules = _rules.Value;
        var search = new Search(rules, facts, sign);

        var (length, count) = FoldedText.Fold(facts.Description, symbols, words);
        rules.Patterns.Find(symbols[..length], ref search);
        rules.LookAtFacts(ref search, facts);

        var named = search.Name;
        if (facts.Memo is { Length: > 0 } memo && !string.Equals(memo, facts.Description, StringComparison.OrdinalIgnoreCase))
        {
            Span<byte> memoSymbols = stackalloc byte[FoldedText.MostSymbols];
            var (memoLength, memoCount) = FoldedText.Fold(memo, memoSymbols, words[count..]);
            search.IsMemo = true;
            rules.Patterns.Find(memoSymbols[..memoLength], ref search);
            if (count == 0)
            {
                var fromMemo = new PayeeName(memo, memoSymbols, words[..memoCount], currency, search.Name);
                return Decide(search, facts, fromMemo, fromMemo);
            }

            if (search.IsNameInMemo)
            {
                var shown = new PayeeName(facts.Description, symbols, words[..count], currency, named);
                return Decide(search, facts, shown, new PayeeName(memo, memoSymbols, words.Slice(count, memoCount), currency, search.Name));
            }
        }

        var text = new PayeeName(facts.Description, symbols, words[..count], currency, named);
        return Decide(search, facts, text, text);
    }

    /// <summary>Puts the answer together.</summary>
    /// <param name="search">What was found.</param>
    /// <param name="facts">What is known of the transaction.</param>
    /// <param name="text">The text that is shown.</param>
    /// <param name="ofName">The text a rule found the payee's name in.</param>
    private static CategoryDecision Decide(Search search, in CategoryFacts facts, PayeeName text, PayeeName ofName)
    {
        var category = search.Best?.Category ?? TransactionCategory.Uncategorized;
        if (IsOfSecurity(facts, category) && search.Named is not { IsOperators: true } && text.Security() is { } security)
            return new CategoryDecision(new Categorization(PayeeName.Title(security), category) { Words = security }, search.Best, null);
        var (words, place) = text.Clean();
        var payee = (search.Named is { IsPayeePattern: true, Payee: { } pattern } ? ofName.WholeWordsOf(pattern) : search.Named?.Payee)
            ?? (words is null ? null : PayeeName.Title(words))
            ?? (category == TransactionCategory.Uncategorized ? Unknown : category.Name);
        return new CategoryDecision(new Categorization(payee, category) { Words = words, Place = place }, search.Best, search.Named);
    }

    /// <summary>Whether a security was traded or bore something: a shop's name in its name is no shop then.</summary>
    private static bool IsOfSecurity(in CategoryFacts facts, TransactionCategory category) =>
        (facts.Action is not null || facts.Account == Accounts.AccountKind.Investment) && (category.Name is "Buy" or "Sell" or "Dividend & Cap Gains" or "Interest Income");

    /// <summary>The payee of a transaction that says nothing at all.</summary>
    public const string Unknown = "Unknown";

    /// <summary>All rules, each where it is found.</summary>
    private sealed class Rules
    {
        private readonly int[] _ruleOf;
        private readonly int[] _lengthOf;
        private readonly List<CategoryRule>[] _byType = new List<CategoryRule>[Enum.GetValues<TransactionType>().Length];
        private readonly List<CategoryRule>?[] _byCode = new List<CategoryRule>?[Codes];
        private readonly Dictionary<string, List<CategoryRule>> _byAction = new(StringComparer.OrdinalIgnoreCase);

        public Rules(IReadOnlyList<CategoryRule> operators)
        {
            All = [.. operators, .. ShippedRules.Files.SelectMany(file => CategoryRuleFile.Read(file, ShippedRules.ReadText(file), isOperators: false).Rules)];
            var patterns = new List<byte[]>();
            var ruleOf = new List<int>();
            for (var number = 0; number < All.Length; number++)
            {
                foreach (var pattern in Index(All[number]))
                {
                    patterns.Add(pattern);
                    ruleOf.Add(number);
                }
            }

            _ruleOf = [.. ruleOf];
            _lengthOf = [.. patterns.Select(pattern => pattern.Length)];
            Patterns = PatternIndex.Of(patterns);
        }

        public CategoryRule[] All { get; }

        public PatternIndex Patterns { get; }

        /// <summary>The rule a pattern belongs to, and the pattern's length.</summary>
        public (CategoryRule Rule, int Length) Of(int pattern) => (All[_ruleOf[pattern]], _lengthOf[pattern]);

        public void LookAtFacts(ref Search search, in CategoryFacts facts)
        {
            if (_byType[(int)facts.Type] is { } ofType)
            {
                foreach (var rule in ofType)
                    search.Consider(rule, length: 0, end: 0);
            }

            if (facts.Action is { } action && _byAction.TryGetValue(action, out var ofAction))
            {
                foreach (var rule in ofAction)
                    search.Consider(rule, length: 0, end: 0);
            }

            // One of three digits has lost the zero that many begin with.
            if (facts.Code is { Length: 3 or 4 } code && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && _byCode[number] is { } ofCode)
            {
                foreach (var rule in ofCode)
                    search.Consider(rule, length: 0, end: 0);
            }
        }

        /// <summary>Puts a rule where it is found; for one of words, gives the patterns to look for.</summary>
        private IEnumerable<byte[]> Index(CategoryRule rule)
        {
            switch (rule.Kind)
            {
                case CategoryRuleKind.Types or CategoryRuleKind.WeakTypes:
                    (_byType[(int)CategoryRuleFile.Types[rule.Pattern]] ??= []).Add(rule);
                    return [];
                case CategoryRuleKind.Actions:
                    if (!_byAction.TryGetValue(rule.Pattern, out var known))
                        _byAction[rule.Pattern] = known = [];
                    known.Add(rule);
                    return [];
                case CategoryRuleKind.Codes or CategoryRuleKind.WeakCodes:
                    var (first, last) = CategoryRuleFile.ReadCodes(rule.Pattern)!.Value;
                    for (var code = first; code <= last; code++)
                        (_byCode[code] ??= []).Add(rule);
                    return [];
                default:
                    return PatternsOf(rule.Pattern);
            }
        }

        /// <summary>A pattern's symbols, and those with umlauts written out, as many a bank's forms write them.</summary>
        private static IEnumerable<byte[]> PatternsOf(string pattern)
        {
            yield return SymbolsOf(pattern);
            var spelled = new StringBuilder(pattern)
                .Replace("ä", "ae").Replace("ö", "oe").Replace("ü", "ue").Replace("Ä", "Ae").Replace("Ö", "Oe").Replace("Ü", "Ue").ToString();
            if (spelled != pattern)
                yield return SymbolsOf(spelled);
        }

        private static byte[] SymbolsOf(string pattern)
        {
            Span<byte> symbols = stackalloc byte[FoldedText.MostSymbols];
            Span<FoldedWord> words = stackalloc FoldedWord[1];
            var (length, _) = FoldedText.Fold(pattern, symbols, words);
            var begin = pattern.Length > 1 && pattern[0] == '*' && char.IsLetterOrDigit(pattern[1]) ? 1 : 0;
            var end = pattern.Length > 1 && pattern[^1] == '*' && char.IsLetterOrDigit(pattern[^2]) ? length - 1 : length;
            return symbols[begin..end].ToArray();
        }
    }

    private struct Search(Rules rules, in CategoryFacts facts, int sign) : IPatternSink
    {
        private readonly Rules _rules = rules;
        private readonly Accounts.AccountKind _account = facts.Account;
        private readonly int _sign = sign;
        private long _bestRank = long.MaxValue;
        private long _namedRank = long.MaxValue;

        public bool IsMemo { get; set; }

        public CategoryRule? Best { get; private set; }

        /// <summary>The rule that names the payee.</summary>
        public CategoryRule? Named { get; private set; }

        /// <summary>Where the payee's name is in the folded text; empty for none.</summary>
        public Range Name { get; private set; }

        /// <summary>Whether it is the memo's text.</summary>
        public bool IsNameInMemo { get; private set; }

        public void Found(int number, int end)
        {
            var (rule, length) = _rules.Of(number);
            Consider(rule, length, end);
        }

        public void Consider(CategoryRule rule, int length, int end)
        {
            if (!rule.Applies(_sign, _account))
                return;
            var layer = (long)rule.Kind + (rule.IsOperators ? 0 : 16);
            var rank = (layer << 48) | ((IsMemo ? 1L : 0L) << 40) | ((long)(FoldedText.MostSymbols - length) << 16) | (uint)end;
            if (rank < _bestRank)
                (_bestRank, Best) = (rank, rule);
            if (rule.Payee is not null && rank < _namedRank)
                (_namedRank, Named, Name, IsNameInMemo) = (rank, rule, (end - length)..end, IsMemo);
        }
    }
}

/// <summary>An answer, and what decided it.</summary>
/// <param name="Categorization">The answer.</param>
/// <param name="Rule">The rule that decided the category; null where none says anything.</param>
/// <param name="PayeeRule">The rule that named the payee; null where the name is made of the institution's words.</param>
public sealed record CategoryDecision(Categorization Categorization, CategoryRule? Rule, CategoryRule? PayeeRule)
{
    /// <summary>Whether the payee is a name, and not just words of a movement, as <c>Check 5010</c> and <c>Interest Paid</c> are.</summary>
    public bool NamesSomebody => PayeeRule is not null || (Categorization.Words is { } words && PayeeName.NamesSomebody(words));
}
