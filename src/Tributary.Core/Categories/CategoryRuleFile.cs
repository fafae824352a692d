using System.Globalization;
using Tributary.Core.Accounts;
using Tributary.Core.Transactions;

namespace Tributary.Core.Categories;

/// <summary>
/// A file of rules: sections that begin with a category in brackets and say what their lines are, and lines of patterns parted by commas. The form
/// is told in <c>docs/categories.md</c>.
/// </summary>
/// <param name="Rules">The rules, in the file's order.</param>
/// <param name="Problems">What cannot be read.</param>
public sealed record CategoryRuleFile(IReadOnlyList<CategoryRule> Rules, IReadOnlyList<CategoryRuleProblem> Problems)
{
    /// <summary>What can be read, but hardly means what its author wanted.</summary>
    public IReadOnlyList<CategoryRuleProblem> Warnings { get; init; } = [];

    /// <summary>Reads a file.</summary>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="text">Its text.</param>
    /// <param name="isOperators">Whether an operator wrote it.</param>
    /// <returns>The rules, and what cannot be read.</returns>
    public static CategoryRuleFile Read(string name, string text, bool isOperators)
    {
        var reader = new Reader(name, isOperators);
        var number = 0;
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
            reader.Read(line, ++number);
        if (reader.Rules.Count == 0 && reader.Problems.Count == 0)
            reader.Warn(1, 0, "There is no rule in this file.");
        return new CategoryRuleFile(reader.Rules, reader.Problems) { Warnings = reader.Warnings };
    }

    /// <summary>The names that types of movements have in rules, which are Finicity's.</summary>
    internal static IReadOnlyDictionary<string, TransactionType> Types { get; } = Enum.GetValues<TransactionType>()
        .Where(type => type != TransactionType.Unknown)
        .ToDictionary(type => type.ToString(), StringComparer.OrdinalIgnoreCase);

    private static readonly Dictionary<string, CategoryRuleKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["actions"] = CategoryRuleKind.Actions,
        ["phrases"] = CategoryRuleKind.Phrases,
        ["merchants"] = CategoryRuleKind.Merchants,
        ["types"] = CategoryRuleKind.Types,
        ["codes"] = CategoryRuleKind.Codes,
        ["words"] = CategoryRuleKind.Words,
    };

    private static readonly Dictionary<CategoryRuleKind, CategoryRuleKind> WeakKinds = new()
    {
        [CategoryRuleKind.Types] = CategoryRuleKind.WeakTypes,
        [CategoryRuleKind.Codes] = CategoryRuleKind.WeakCodes,
        [CategoryRuleKind.Words] = CategoryRuleKind.WeakWords,
    };

    /// <summary>The two ends of a code or a range of codes.</summary>
    internal static (int First, int Last)? ReadCodes(string text)
    {
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        if (parts.Length > 2 || !Array.TrueForAll(parts, part => part.Length == 4 && int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return null;
        var (first, last) = (int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[^1], CultureInfo.InvariantCulture));
        return first <= last ? (first, last) : null;
    }

    private sealed class Reader(string file, bool isOperators)
    {
        private CategoryRule? _section;
        private bool _isSkipping;

        public List<CategoryRule> Rules { get; } = [];

        public List<CategoryRuleProblem> Problems { get; } = [];

        public List<CategoryRuleProblem> Warnings { get; } = [];

        public void Read(string line, int number)
        {
            var text = line.Trim();
            if (text.Length == 0 || text[0] == '#')
                return;
            if (text[0] == '[')
                ReadSection(line, number);
            else if (_section is not null)
                ReadPatterns(_section, line, number);
            else if (!_isSkipping)
                Report(number, line.IndexOf(text[0], StringComparison.Ordinal), "A pattern stands before the first section; begin with a category in brackets: [Groceries] merchants");
        }

        private void ReadSection(string line, int number)
        {
            (_section, _isSkipping) = (null, true);
            var begin = line.IndexOf('[', StringComparison.Ordinal);
            var end = line.IndexOf(']', begin);
            if (end < 0)
            {
                Report(number, begin, "The section's category has no closing bracket.");
                return;
            }

            var name = line[(begin + 1)..end];
            if (TransactionCategory.Find(name) is not { } category)
            {
                Report(number, begin + 1, $"There is no category '{name.Trim()}'{(TransactionCategory.Nearest(name) is { } nearest ? $"; the nearest is '{nearest}'" : "")}.");
                return;
            }

            _section = ReadConditions(
                new CategoryRule { File = file, Line = number, Category = category, Kind = CategoryRuleKind.Merchants, Pattern = "", IsOperators = isOperators },
                line,
                end + 1,
                number);
        }

        private CategoryRule? ReadConditions(CategoryRule section, string line, int from, int number)
        {
            var words = Words(line, from).ToList();
            var isWeak = false;
            for (var i = 0; i < words.Count; i++)
            {
                var (word, column) = words[i];
                if (Kinds.TryGetValue(word, out var kind))
                    section = section with { Kind = isWeak ? WeakKinds[kind] : kind };
                else if (word == "weak" && i + 1 < words.Count && Kinds.TryGetValue(words[i + 1].Word, out var next) && WeakKinds.ContainsKey(next))
                    isWeak = true;
                else if (word is "in" or "out")
                    section = section with { Sign = word == "in" ? 1 : -1 };
                else if (word == "on" && i + 1 < words.Count && Enum.TryParse<AccountKind>(words[i + 1].Word, ignoreCase: true, out var on))
                    (section, i) = (section with { On = on }, i + 1);
                else
                    return Refuse(number, column, $"'{word}' is not understood here; a section is merchants, phrases, words, weak words, codes, weak codes, types, weak types or actions, may be for money that goes in or out, and on banking, credit, loan or investment.");
            }

            return section;
        }

        private void ReadPatterns(CategoryRule section, string line, int number)
        {
            var from = 0;
            foreach (var part in line.Split(','))
            {
                if (part.Trim() is { Length: > 0 } item)
                    ReadPattern(section with { Line = number }, item, number, from + part.IndexOf(item[0], StringComparison.Ordinal));
                from += part.Length + 1;
            }
        }

        private void ReadPattern(CategoryRule rule, string item, int number, int column)
        {
            var sides = item.Split('=', 2, StringSplitOptions.TrimEntries);
            rule = rule with { Pattern = sides[0] };
            switch (rule.Kind)
            {
                case CategoryRuleKind.Codes or CategoryRuleKind.WeakCodes when ReadCodes(sides[0]) is null:
                    Report(number, column, $"'{sides[0]}' is neither a code of four digits nor a range of them.");
                    return;
                case CategoryRuleKind.Types or CategoryRuleKind.WeakTypes when !Types.ContainsKey(sides[0]):
                    Report(number, column, $"There is no type '{sides[0]}'; the types are {string.Join(", ", Types.Keys.Select(JsonName))}.");
                    return;
                case CategoryRuleKind.Phrases or CategoryRuleKind.Merchants or CategoryRuleKind.Words or CategoryRuleKind.WeakWords when FoldedText.Key(sides[0]).Length < 2:
                    Report(number, column, $"'{sides[0]}' is too short for a pattern, which has at least two letters or digits.");
                    return;
            }

            if (sides is [_, ""])
            {
                Report(number, column + item.Length, "There is no payee behind the '='.");
                return;
            }

            if (isOperators)
                WarnOfPattern(rule, number, column);
            if (sides.Length == 2)
                rule = rule with { Payee = sides[1] };
            else if (rule.Kind == CategoryRuleKind.Merchants)
                rule = rule with { Payee = sides[0].Trim(' ', '*', '-'), IsPayeePattern = true };
            Rules.Add(rule);
        }

        private void WarnOfPattern(CategoryRule rule, int number, int column)
        {
            if (rule.Kind == CategoryRuleKind.Actions && !ShippedRules.Actions.Contains(rule.Pattern))
                Warn(number, column, $"No institution says '{rule.Pattern}'; the actions are {string.Join(", ", ShippedRules.Actions.Order(StringComparer.Ordinal))}.");
            else if (rule.Pattern.Trim('*').IndexOf('*', StringComparison.Ordinal) is var star and >= 0)
                Warn(number, column + star + rule.Pattern.Length - rule.Pattern.TrimStart('*').Length, "A '*' within a pattern is read as a blank; only one at its beginning or its end stands for more letters.");
        }

        private CategoryRule? Refuse(int line, int column, string message)
        {
            Report(line, column, message);
            return null;
        }

        private void Report(int line, int column, string message) => Problems.Add(new CategoryRuleProblem(file, line, column + 1, message));

        public void Warn(int line, int column, string message) => Warnings.Add(new CategoryRuleProblem(file, line, column + 1, "warning: " + message));

        private static string JsonName(string name) => char.ToLowerInvariant(name[0]) + name[1..];

        private static IEnumerable<(string Word, int Column)> Words(string line, int from)
        {
            var at = from;
            while (at < line.Length)
            {
                if (char.IsWhiteSpace(line[at]))
                {
                    at++;
                    continue;
                }

                var end = at;
                while (end < line.Length && !char.IsWhiteSpace(line[end]))
                    end++;
                yield return (line[at..end].ToLowerInvariant(), at);
                at = end;
            }
        }
    }
}

/// <summary>What cannot be read in a file of rules, or is hardly meant.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Message">What is wrong, in a sentence or two.</param>
public sealed record CategoryRuleProblem(string File, int Line, int Column, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}: {Message}";
}
